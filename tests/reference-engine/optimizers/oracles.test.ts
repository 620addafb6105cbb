import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { adamWOptimizer } from '../../../reference-engine/optimizers/adam-w.ts'
import { adam, adamOptimizer } from '../../../reference-engine/optimizers/adam.ts'
import type { Optimizer, OptimizerState } from '../../../reference-engine/optimizers/optimizer.ts'
import { rmsPropOptimizer } from '../../../reference-engine/optimizers/rms-prop.ts'
import { sgd } from '../../../reference-engine/optimizers/sgd.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import { draw, drawn, expectClose, float64, seeds, tolerance } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'
import { exactSteps } from './exact-steps.ts'

// Every optimizer as `compile` takes it: against tf.train in float32, against the published formulas in 64 digits in both dtypes.

type Oracle = {
  name: string
  own: () => Optimizer
  options: { [name: string]: number }
  /** `p` is the parameter. */
  formulas: string[]
  theirs?: () => tf.Optimizer
}

const rate = 0.05
const betas = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }

/** Kingma and Ba (2015), algorithm 1. */
const adamFormulas = [
  'm = beta1 * m + (1 - beta1) * g',
  'v = beta2 * v + (1 - beta2) * g^2',
  'change = rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)',
]

const oracles: Oracle[] = [
  {
    name: 'sgd',
    own: () => sgd({ learningRate: rate }),
    options: { rate },
    formulas: ['p = p - rate * g'],
    theirs: () => tf.train.sgd(rate),
  },
  {
    name: 'sgd with momentum',
    own: () => sgd({ learningRate: rate, momentum: 0.8 }),
    options: { rate, mu: 0.8, v: 0 },
    formulas: ['v = mu * v - rate * g', 'p = p + v'],
    theirs: () => tf.train.momentum(rate, 0.8),
  },
  {
    name: 'sgd with Nesterov momentum',
    own: () => sgd({ learningRate: rate, momentum: 0.8, nesterov: true }),
    options: { rate, mu: 0.8, v: 0 },
    // Sutskever et al. (2013): the gradient is taken at p + mu v; p here is that point, as in Keras.
    formulas: ['v = mu * v - rate * g', 'p = p + mu * v - rate * g'],
    theirs: () => tf.train.momentum(rate, 0.8, true),
  },
  {
    name: 'rmsProp',
    // tf.js has epsilon inside the root: next to nothing, it makes no difference.
    own: () => rmsPropOptimizer({ learningRate: rate, decay: 0.9, epsilon: 1e-12 }),
    options: { rate, decay: 0.9, epsilon: 1e-12, s: 0 },
    formulas: ['s = decay * s + (1 - decay) * g^2', 'p = p - rate * g / (sqrt(s) + epsilon)'],
    theirs: () => tf.train.rmsprop(rate, 0.9, 0, 1e-12),
  },
  {
    name: 'rmsProp with an epsilon that counts',
    own: () => rmsPropOptimizer({ learningRate: rate, decay: 0.9, epsilon: 0.1 }),
    options: { rate, decay: 0.9, epsilon: 0.1, s: 0 },
    formulas: ['s = decay * s + (1 - decay) * g^2', 'p = p - rate * g / (sqrt(s) + epsilon)'],
  },
  {
    name: 'adam',
    own: () => adamOptimizer({ learningRate: rate }),
    options: { rate, ...betas, m: 0, v: 0 },
    formulas: [...adamFormulas, 'p = p - change'],
    theirs: () => tf.train.adam(rate, betas.beta1, betas.beta2, betas.epsilon),
  },
  {
    name: 'adamW',
    // Loshchilov and Hutter (2019), algorithm 2, its eta being 1 and its lambda rate * weightDecay; tf.js has none.
    own: () => adamWOptimizer({ learningRate: rate, weightDecay: 0.1 }),
    options: { rate, ...betas, weightDecay: 0.1, m: 0, v: 0 },
    formulas: [...adamFormulas, 'p = p - change - rate * weightDecay * p'],
  },
]

const steps = 5
/** Of the parameters: none at all, one, and others. */
const parameterShapes = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 })

describe.each(oracles)('$name', ({ own, options, formulas, theirs }) => {
  test.each<DType>(['float64', 'float32'])('%s: its formulas in 64 digits, step by step', (dtype) => {
    fc.assert(
      fc.property(parameterShapes, seeds, (shape, seed) => {
        const { start, gradients, end } = trained(own(), shape, dtype, seed)
        const data = Array.from(start.data, (p, entry) =>
          exactSteps(
            formulas,
            { ...options, p },
            gradients.map((gradient) => gradient.data[entry]),
            'p',
          ),
        )
        expectClose(end, { shape, data })
        expect(end.dtype).toBe(dtype)
      }),
      {
        ...drawn,
        examples: [
          [[], 1],
          [[0], 1],
          [[1, 1], 1],
          [[2, 3], 1],
        ],
      },
    )
  })

  if (!theirs) return
  test('float32: tf.train, step by step', () => {
    fc.assert(
      fc.property(parameterShapes, seeds, (shape, seed) => {
        const { start, gradients, end } = trained(own(), shape, 'float32', seed)
        const variable = tf.variable(toTf(start))
        const optimizer = theirs()
        for (const gradient of gradients) optimizer.applyGradients({ [variable.name]: toTf(gradient) })
        expectClose(end, fromTf(variable))
      }),
      drawn,
    )
  })
})

/** A parameter trained with gradients drawn anew each step. */
function trained(optimizer: Optimizer, shape: readonly number[], dtype: DType, seed: number) {
  const start = draw(`p${seed}`, shape, dtype)
  const gradients = Array.from({ length: steps }, (_, step) => draw(`g${step}/${seed}`, shape, dtype))
  let end: Tensor = start
  let state: OptimizerState = optimizer.initialState(start)
  for (const gradient of gradients) {
    const stepped = optimizer.step(end, gradient, state, optimizer.learningRate)
    end = stepped.parameter
    state = stepped.state
  }
  return { start, gradients, end }
}

describe('adam takes the bias away', () => {
  test.each([1, 2, 10, 1000, 100_000])('at step %p', (t) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const [p, g, m] = ['p', 'g', 'm'].map((name) => draw(`${name}${seed}`, [3]))
        const v = { ...m, data: draw(`v${seed}`, [3]).data.map((value) => value * value) }
        const options = { learningRate: rate, ...betas }
        const { parameter, state } = adam(p, g, { m, v, step: t - 1 }, options)
        const data = [0, 1, 2].map((entry) => {
          const start = { rate, ...betas, p: p.data[entry], m: m.data[entry], v: v.data[entry], t }
          return exactSteps([...adamFormulas, 'p = p - change'], start, [g.data[entry]], 'p')
        })
        expectClose(parameter, { shape: [3], data })
        expect(state.step).toBe(t)
      }),
      drawn,
    )
  })

  test('after a thousand steps from the start', () => {
    const gradients = Array.from({ length: 1000 }, (_, step) => draw(step, [1]).data[0])
    const optimizer = adamOptimizer({ learningRate: rate })
    let [parameter, state] = [float64([0.3]), optimizer.initialState(float64([0.3]))]
    for (const gradient of gradients)
      ({ parameter, state } = optimizer.step(parameter, float64([gradient]), state, rate))
    const start = { rate, ...betas, p: 0.3, m: 0, v: 0 }
    const expected = exactSteps([...adamFormulas, 'p = p - change'], start, gradients, 'p')
    expect(Math.abs(parameter.data[0] - expected)).toBeLessThan(tolerance.float64 * Math.abs(expected))
  })
})
