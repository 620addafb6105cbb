import { drawTensor, drawUpstream } from 'grade-descent/checks/draw'
import { defineExercise } from 'grade-descent/checks/define-exercise'
import { gradient } from 'grade-descent/checks/gradient'
import { manners } from 'grade-descent/checks/manners'
import { precision } from 'grade-descent/checks/precision'
import { property } from 'grade-descent/checks/property'
import { values } from 'grade-descent/checks/values'
import { relu, reluBackward } from 'grade-descent/engine/ops/relu'
import { sigmoid, sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { softmax, softmaxBackward } from 'grade-descent/engine/ops/softmax'
import { tanh, tanhBackward } from 'grade-descent/engine/ops/tanh'
import type { Random } from 'grade-descent/engine/random'
import type { Tensor } from 'grade-descent/engine/tensor'
import { distributionFault } from './checks/distribution.ts'
import { drawExtreme, drawExtremeRows, drawKinks, drawOnGrid } from './checks/draw-inputs.ts'
import { hints } from './hints.ts'
import { titles } from './checks/titles.ts'

type Forward = [x: Tensor]
type Backward = [dOut: Tensor, x: Tensor]

const file = 'activations.ts'

/** Ranks 1 to 4, a batch of one, a last axis of one. */
const shapes = [[7], [1, 5], [3, 5], [5, 1], [3, 1, 7], [2, 3, 5, 3]]
const smallShapes = [
  [1, 5],
  [3, 4],
  [2, 1, 3],
]
const extremeShapes = [[9], [3, 5], [1, 7], [2, 3, 5]]

/** Ten times the usual tolerance: what fails here is NaN or far off, and float32 has a check of its own. */
const stability = { name: 'stability', kind: 'property', cases: 4, relativeTolerance: 1e-5 } as const

function ordinary(random: Random, index: number): Forward {
  return [drawTensor(random, shapes[index], { scale: 1.5 })]
}

function small(random: Random, index: number): Forward {
  return [drawTensor(random, smallShapes[index])]
}

function sameShape(random: Random): Forward {
  return [drawTensor(random, [3, 5])]
}

function extreme(random: Random, index: number): Forward {
  return [drawExtreme(random, extremeShapes[index])]
}

function extremeRows(random: Random, index: number): Forward {
  return [drawExtremeRows(random, extremeShapes[index], index % 2)]
}

/** The draw of a forward's argument, with a gradient that arrives from above. */
function withUpstream(draw: (random: Random, index: number) => Forward): (random: Random, index: number) => Backward {
  return (random, index) => {
    const [x] = draw(random, index)
    return [drawUpstream(random, x.shape), x]
  }
}

/** What the gradient checks have in common: x is the variable, and the backward takes dOut and x. */
function byInput(part: string, forward: (x: Tensor) => Tensor) {
  return {
    forward,
    variables: (x: Tensor) => ({ '': x }),
    backwardInputs: ([x]: Forward, dOut: Tensor): Backward => [dOut, x],
    own: { part, inputs: (x: Tensor): Forward => [x] },
  }
}

export default defineExercise({
  title: { en: 'Activations', zh: '激活函数' },
  hints,
  parts: {
    sigmoid: { file, reference: sigmoid, formula: '1 / (1 + exp(-x))' },
    sigmoidBackward: { file, reference: sigmoidBackward, formula: 'dOut * sigmoid(x) * (1 - sigmoid(x))' },
    relu: { file, reference: relu, formula: 'max(0, x)' },
    reluBackward: { file, reference: reluBackward, formula: 'dOut * (x > 0)' },
    tanh: { file, reference: tanh, formula: '(exp(x) - exp(-x)) / (exp(x) + exp(-x))' },
    tanhBackward: { file, reference: tanhBackward, formula: 'dOut * (1 - tanh(x) ^ 2)' },
    softmax: { file, reference: softmax, formula: 'exp(x) / sum(exp(x))' },
    softmaxBackward: { file, reference: softmaxBackward, formula: 'softmax(x) * (dOut - sum(dOut * softmax(x)))' },
  },
  checks: [
    values<Forward>('sigmoid', { points: 6, title: titles.sigmoid, draw: ordinary }),
    precision<Forward>('sigmoid', { points: 2, title: titles.precision, draw: ordinary }),
    values<Forward>('sigmoid', {
      ...stability,
      points: 3,
      title: titles.stability,
      draw: extreme,
    }),
    manners<Forward>('sigmoid', { points: 1, title: titles.manners, draw: sameShape }),

    gradient<Forward>('sigmoidBackward', {
      points: 8,
      title: titles.sigmoidBackward,
      draw: small,
      ...byInput('sigmoid', sigmoid),
    }),
    precision<Backward>('sigmoidBackward', { points: 2, title: titles.precision, draw: withUpstream(ordinary) }),
    values<Backward>('sigmoidBackward', {
      ...stability,
      points: 2,
      title: titles.stability,
      draw: withUpstream(extreme),
    }),
    manners<Backward>('sigmoidBackward', { points: 1, title: titles.manners, draw: withUpstream(sameShape) }),

    values<Forward>('relu', { points: 7, title: titles.relu, draw: ordinary }),
    precision<Forward>('relu', { points: 2, title: titles.precision, draw: ordinary }),
    manners<Forward>('relu', { points: 1, title: titles.manners, draw: sameShape }),

    gradient<Forward>('reluBackward', {
      points: 7,
      title: titles.reluBackward,
      draw: (random, index) => [drawTensor(random, smallShapes[index], { awayFromZero: 0.01 })],
      ...byInput('relu', relu),
      kinks: (x) => [x],
    }),
    values<Backward>('reluBackward', {
      name: 'kink',
      kind: 'property',
      points: 2,
      title: titles.kink,
      cases: 3,
      draw: withUpstream((random, index) => [drawKinks(random, shapes[index])]),
    }),
    precision<Backward>('reluBackward', { points: 2, title: titles.precision, draw: withUpstream(sameShape) }),
    manners<Backward>('reluBackward', { points: 1, title: titles.manners, draw: withUpstream(sameShape) }),

    values<Forward>('tanh', { points: 6, title: titles.tanh, draw: ordinary }),
    precision<Forward>('tanh', { points: 2, title: titles.precision, draw: ordinary }),
    values<Forward>('tanh', {
      ...stability,
      points: 3,
      title: titles.stability,
      draw: extreme,
    }),
    manners<Forward>('tanh', { points: 1, title: titles.manners, draw: sameShape }),

    gradient<Forward>('tanhBackward', {
      points: 8,
      title: titles.tanhBackward,
      draw: small,
      ...byInput('tanh', tanh),
    }),
    precision<Backward>('tanhBackward', { points: 2, title: titles.precision, draw: withUpstream(ordinary) }),
    values<Backward>('tanhBackward', {
      ...stability,
      points: 2,
      title: titles.stability,
      draw: withUpstream(extreme),
    }),
    manners<Backward>('tanhBackward', { points: 1, title: titles.manners, draw: withUpstream(sameShape) }),

    values<Forward>('softmax', { points: 6, title: titles.softmax, draw: ordinary }),
    property<Forward>('softmax', {
      name: 'distribution',
      points: 2,
      title: titles.distribution,
      cases: 4,
      draw: (random, index) => [drawOnGrid(random, extremeShapes[index])],
      holds: ({ inputs: [x], output, call }) => distributionFault(x, output as Tensor, (shifted) => call(shifted)),
    }),
    precision<Forward>('softmax', { points: 2, title: titles.precision, draw: ordinary }),
    values<Forward>('softmax', {
      ...stability,
      points: 3,
      title: titles.softmaxStability,
      needs: ['softmax-distribution'],
      draw: extremeRows,
    }),
    manners<Forward>('softmax', { points: 1, title: titles.manners, draw: sameShape }),

    gradient<Forward>('softmaxBackward', {
      points: 9,
      title: titles.softmaxBackward,
      draw: small,
      ...byInput('softmax', softmax),
    }),
    precision<Backward>('softmaxBackward', { points: 2, title: titles.precision, draw: withUpstream(sameShape) }),
    values<Backward>('softmaxBackward', {
      ...stability,
      points: 2,
      title: titles.softmaxStability,
      draw: withUpstream(extremeRows),
    }),
    manners<Backward>('softmaxBackward', { points: 1, title: titles.manners, draw: withUpstream(sameShape) }),
  ],
})
