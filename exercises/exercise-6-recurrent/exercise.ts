import type { Inputs } from 'grade-descent/checks/check-options'
import { defineExercise } from 'grade-descent/checks/define-exercise'
import { drawUpstream } from 'grade-descent/checks/draw'
import { gradient } from 'grade-descent/checks/gradient'
import { manners } from 'grade-descent/checks/manners'
import { precision } from 'grade-descent/checks/precision'
import { timing } from 'grade-descent/checks/timing'
import { values } from 'grade-descent/checks/values'
import { lstmStep, lstmStepBackward, type LstmState } from 'grade-descent/engine/ops/lstm'
import { rnn, rnnBackward, rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { clipByGlobalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import type { Random } from 'grade-descent/engine/random'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/engine/tensor'
import {
  drawClip,
  drawClipped,
  drawExtremeLstm,
  drawExtremeSequence,
  drawExtremeStep,
  drawLongSequence,
  drawLstm,
  drawSequence,
  drawStep,
  drawTimedSequence,
  longestSequence,
  type ClipCase,
  type LstmCase,
  type SequenceCase,
  type StepCase,
} from './checks/draw-cases.ts'
import { dStateOf, outputOf, reachedBy, type ReachedLstmCase } from './checks/lstm-upstream.ts'
import { titles } from './checks/titles.ts'
import { trainingCheck } from './checks/training.ts'
import { wrongGates } from './checks/wrong-gates.ts'
import { hints } from './hints.ts'

type BackwardCase = [dH: Tensor, ...StepCase]
type LstmBackwardCase = [dState: LstmState, ...LstmCase]

const file = 'recurrent.ts'

/** Ten times the usual tolerance: what fails here is NaN or far off, and float32 has a check of its own. */
const stability = { name: 'stability', kind: 'property', cases: 3, relativeTolerance: 1e-5 } as const

/** The draw of a step's or a sequence's arguments, with a gradient that arrives at what it returns. */
function withUpstream<Case extends StepCase | SequenceCase>(
  draw: (random: Random, index: number) => Case,
): (random: Random, index: number) => [dH: Tensor, ...Case] {
  return (random, index) => {
    const drawn = draw(random, index)
    const [x, h] = drawn
    const units = h.shape[1]
    return [drawUpstream(random, [...x.shape.slice(0, -1), units]), ...drawn]
  }
}

function withStateUpstream(draw: (random: Random, index: number) => LstmCase) {
  return (random: Random, index: number): LstmBackwardCase => {
    const drawn = draw(random, index)
    const { h, c } = drawn[1]
    return [{ h: drawUpstream(random, h.shape), c: drawUpstream(random, c.shape) }, ...drawn]
  }
}

function parameterVariables({ inputWeights, recurrentWeights, bias }: RecurrentParameters) {
  return {
    'gradients.inputWeights': inputWeights,
    'gradients.recurrentWeights': recurrentWeights,
    'gradients.bias': bias,
  }
}

export default defineExercise({
  title: { en: 'Recurrent steps', zh: '循环网络' },
  gives: ['sigmoid', 'sigmoidBackward', 'tanh', 'tanhBackward', 'dense', 'denseBackward'],
  hints,
  parts: {
    rnnStep: {
      file,
      reference: rnnStep,
      formula: 'tanh(x * inputWeights + hPrevious * recurrentWeights + bias)',
    },
    rnnStepBackward: {
      file,
      reference: rnnStepBackward,
      formula:
        '[dZ = dH .* (1 - h .^ 2), dX = dZ * transpose(inputWeights), dHPrevious = dZ * transpose(recurrentWeights)]',
    },
    rnn: { file, reference: rnn, formula: 'h[t] = tanh(x[t] * inputWeights + h[t - 1] * recurrentWeights + bias)' },
    rnnBackward: {
      file,
      reference: rnnBackward,
      formula: 'dState[t] = dH[t] + dZ[t + 1] * transpose(recurrentWeights)',
    },
    lstmStep: {
      file,
      reference: lstmStep,
      formula: '[c = f .* cPrevious + i .* g, h = o .* tanh(c)]',
    },
    lstmStepBackward: {
      file,
      reference: lstmStepBackward,
      formula: 'dMemory = dC + dH .* o .* (1 - tanh(c) .^ 2)',
    },
    clipByGlobalNorm: {
      file,
      reference: clipByGlobalNorm,
      formula: 'norm > maxNorm ? gradient * maxNorm / norm : gradient',
    },
  },
  checks: [
    values<StepCase>('rnnStep', { points: 7, title: titles.rnnStep, cases: 3, draw: drawStep }),
    precision<StepCase>('rnnStep', { points: 1, title: titles.precision, draw: drawStep }),
    values<StepCase>('rnnStep', { ...stability, points: 2, title: titles.stability, draw: drawExtremeStep }),
    manners<StepCase>('rnnStep', { points: 1, title: titles.manners, draw: drawStep }),

    gradient<StepCase>('rnnStepBackward', {
      points: 10,
      title: titles.rnnStepBackward,
      needs: ['rnnStep-values'],
      draw: drawStep,
      forward: rnnStep,
      variables: (x, hPrevious, parameters) => ({ dX: x, dHPrevious: hPrevious, ...parameterVariables(parameters) }),
      backwardInputs: (drawn, dOut) => [dOut, ...drawn],
      own: { part: 'rnnStep', inputs: (...drawn): Inputs => drawn },
    }),
    precision<BackwardCase>('rnnStepBackward', {
      points: 1,
      title: titles.precision,
      needs: ['rnnStep-precision'],
      draw: withUpstream(drawStep),
    }),
    values<BackwardCase>('rnnStepBackward', {
      ...stability,
      points: 2,
      title: titles.stability,
      needs: ['rnnStep-stability'],
      draw: withUpstream(drawExtremeStep),
    }),
    manners<BackwardCase>('rnnStepBackward', {
      points: 1,
      title: titles.manners,
      needs: ['rnnStep-manners'],
      draw: withUpstream(drawStep),
    }),

    values<SequenceCase>('rnn', {
      points: 7,
      title: titles.rnn,
      needs: ['rnnStep-values'],
      cases: longestSequence,
      draw: drawSequence,
    }),
    precision<SequenceCase>('rnn', {
      points: 1,
      title: titles.precision,
      needs: ['rnnStep-precision'],
      draw: drawLongSequence,
    }),
    values<SequenceCase>('rnn', {
      ...stability,
      points: 1,
      title: titles.stability,
      needs: ['rnnStep-stability'],
      draw: drawExtremeSequence,
    }),
    manners<SequenceCase>('rnn', {
      points: 1,
      title: titles.manners,
      needs: ['rnnStep-manners'],
      draw: drawLongSequence,
    }),

    gradient<SequenceCase>('rnnBackward', {
      points: 14,
      title: titles.rnnBackward,
      needs: ['rnnStepBackward-gradient', 'rnn-values'],
      cases: longestSequence,
      draw: drawSequence,
      forward: rnn,
      variables: (x, h0, parameters) => ({ dX: x, dH0: h0, ...parameterVariables(parameters) }),
      backwardInputs: (drawn, dOut) => [dOut, ...drawn],
      own: { part: 'rnn', inputs: (...drawn): Inputs => drawn },
    }),
    precision<BackwardCase>('rnnBackward', {
      points: 1,
      title: titles.precision,
      needs: ['rnnStepBackward-precision', 'rnn-precision'],
      draw: withUpstream(drawLongSequence),
    }),
    values<BackwardCase>('rnnBackward', {
      ...stability,
      points: 1,
      title: titles.stability,
      needs: ['rnnStepBackward-stability', 'rnn-stability'],
      draw: withUpstream(drawExtremeSequence),
    }),
    manners<BackwardCase>('rnnBackward', {
      points: 1,
      title: titles.manners,
      needs: ['rnnStepBackward-manners', 'rnn-manners'],
      draw: withUpstream(drawLongSequence),
    }),

    values<LstmCase>('lstmStep', { points: 8, title: titles.lstmStep, cases: 5, draw: drawLstm }),
    precision<LstmCase>('lstmStep', { points: 1, title: titles.precision, draw: drawLstm }),
    values<LstmCase>('lstmStep', { ...stability, points: 2, title: titles.stability, draw: drawExtremeLstm }),
    manners<LstmCase>('lstmStep', { points: 1, title: titles.manners, draw: drawLstm }),

    gradient<ReachedLstmCase>('lstmStepBackward', {
      points: 12,
      title: titles.lstmStepBackward,
      needs: ['lstmStep-values'],
      cases: 5,
      draw: (random, index) => [...drawLstm(random, index), reachedBy[index % reachedBy.length]],
      forward: (x, previous, parameters, reached) => outputOf(lstmStep(x, previous, parameters), reached),
      variables: (x, { h, c }, parameters) => ({
        dX: x,
        'dPrevious.h': h,
        'dPrevious.c': c,
        ...parameterVariables(parameters),
      }),
      backwardInputs: ([x, previous, parameters, reached], dOut) => [
        dStateOf(dOut, previous, reached),
        x,
        previous,
        parameters,
      ],
      own: {
        part: 'lstmStep',
        inputs: (x, previous, parameters): Inputs => [x, previous, parameters],
      },
      explain: wrongGates,
    }),
    precision<LstmBackwardCase>('lstmStepBackward', {
      points: 1,
      title: titles.precision,
      needs: ['lstmStep-precision'],
      draw: withStateUpstream(drawLstm),
    }),
    values<LstmBackwardCase>('lstmStepBackward', {
      ...stability,
      points: 2,
      title: titles.stability,
      needs: ['lstmStep-stability'],
      draw: withStateUpstream(drawExtremeLstm),
    }),
    manners<LstmBackwardCase>('lstmStepBackward', {
      points: 1,
      title: titles.manners,
      needs: ['lstmStep-manners'],
      draw: withStateUpstream(drawLstm),
    }),

    values<ClipCase>('clipByGlobalNorm', { points: 5, title: titles.clipByGlobalNorm, cases: 6, draw: drawClip }),
    precision<ClipCase>('clipByGlobalNorm', { points: 1, title: titles.precision, draw: drawClipped }),
    manners<ClipCase>('clipByGlobalNorm', { points: 1, title: titles.manners, draw: drawClipped }),

    timing<BackwardCase>('rnnBackward', {
      points: 4,
      title: titles.timing,
      draw: drawTimedSequence,
      budget: 12,
    }),
    trainingCheck(9),
  ],
})
