import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { adamW } from '../../../reference-engine/optimizers/adam-w.ts'
import { adam } from '../../../reference-engine/optimizers/adam.ts'
import { momentum } from '../../../reference-engine/optimizers/momentum.ts'
import { rmsProp } from '../../../reference-engine/optimizers/rms-prop.ts'
import { zerosLike, type DType, type Tensor } from '../../../reference-engine/tensor.ts'
import { copyOf, draw, drawn, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const steps = 20

type Stepped<State> = { parameter: Tensor; state: State }

/** Twenty steps with gradients drawn anew each time, which no step may change. */
function run<State>(
  seed: string | number,
  shape: readonly number[],
  dtype: DType,
  initial: (parameter: Tensor) => State,
  step: (parameter: Tensor, gradient: Tensor, state: State) => Stepped<State>,
): Tensor {
  let parameter = draw(`p${seed}`, shape, dtype)
  let state = initial(parameter)
  for (let index = 0; index < steps; index++) {
    const gradient = draw(`g${index}/${seed}`, shape, dtype)
    const before = [parameter, gradient].map(copyOf)
    const stepped = step(parameter, gradient, state)
    expect([parameter, gradient]).toEqual(before)
    parameter = stepped.parameter
    state = stepped.state
  }
  expect(parameter.dtype).toBe(dtype)
  return parameter
}

/** The same gradients, an entry at a time, in plain numbers. */
function naive(
  seed: string | number,
  shape: readonly number[],
  entry: (parameter: number, gradients: number[]) => number,
): { shape: readonly number[]; data: number[] } {
  const gradients = Array.from({ length: steps }, (_, index) => draw(`g${index}/${seed}`, shape).data)
  const parameter = draw(`p${seed}`, shape)
  const data = Array.from(parameter.data, (value, i) =>
    entry(
      value,
      gradients.map((gradient) => gradient[i]),
    ),
  )
  return { shape, data }
}

function tfRun(optimizer: tf.Optimizer, shape: readonly number[]): Tensor {
  const variable = tf.variable(toTf(draw('ptf', shape, 'float32')), true, `parameter ${Math.random()}`)
  for (let index = 0; index < steps; index++) {
    optimizer.applyGradients({ [variable.name]: toTf(draw(`g${index}/tf`, shape, 'float32')) })
  }
  return fromTf(variable)
}

const startVelocity = (parameter: Tensor) => ({ velocity: zerosLike(parameter) })
const startMeanSquare = (parameter: Tensor) => ({ meanSquare: zerosLike(parameter) })
const startAdam = (parameter: Tensor) => ({ m: zerosLike(parameter), v: zerosLike(parameter), step: 0 })

describe('momentum', () => {
  test.each([false, true])('is its definition over 20 steps in float64, nesterov %p', (nesterov) => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const actual = run(seed, shape, 'float64', startVelocity, (p, g, s) =>
          momentum(p, g, s, { learningRate: 0.1, momentum: 0.9, nesterov }),
        )
        // Written as PyTorch does: the velocity is a sum of gradients, and the rate comes last.
        const expected = naive(seed, shape, (start, gradients) => {
          let [value, velocity] = [start, 0]
          for (const gradient of gradients) {
            velocity = 0.9 * velocity + gradient
            value -= 0.1 * (nesterov ? gradient + 0.9 * velocity : velocity)
          }
          return value
        })
        expectClose(actual, expected, 1e-12)
      }),
      drawn,
    )
  })

  test.each([false, true])('agrees with tf.js over 20 steps in float32, nesterov %p', (nesterov) => {
    const actual = run('tf', [3, 4], 'float32', startVelocity, (p, g, s) =>
      momentum(p, g, s, { learningRate: 0.05, momentum: 0.8, nesterov }),
    )
    expectClose(actual, tfRun(tf.train.momentum(0.05, 0.8, nesterov), [3, 4]))
  })

  test('two steps by hand', () => {
    const options = { learningRate: 0.1, momentum: 0.9 }
    const first = momentum(float64([1]), float64([2]), { velocity: float64([0]) }, options)
    expectClose(first.parameter, { shape: [1], data: [0.8] })
    const second = momentum(first.parameter, float64([1]), first.state, options)
    expectClose(second.state.velocity, { shape: [1], data: [-0.28] })
    expectClose(second.parameter, { shape: [1], data: [0.52] })
    const ahead = momentum(float64([1]), float64([2]), { velocity: float64([0]) }, { ...options, nesterov: true })
    expectClose(ahead.parameter, { shape: [1], data: [1 - 0.9 * 0.2 - 0.2] })
  })
})

describe('rmsProp', () => {
  const options = { learningRate: 0.01, decay: 0.9, epsilon: 1e-3 }

  test('is its definition over 20 steps in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const actual = run(seed, shape, 'float64', startMeanSquare, (p, g, s) => rmsProp(p, g, s, options))
        const expected = naive(seed, shape, (start, gradients) => {
          let [value, meanSquare] = [start, 0]
          for (const gradient of gradients) {
            meanSquare += 0.1 * (gradient * gradient - meanSquare)
            value -= (0.01 * gradient) / (Math.sqrt(meanSquare) + 1e-3)
          }
          return value
        })
        expectClose(actual, expected, 1e-12)
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32, where epsilon is nothing: tf.js has it inside the root', () => {
    const actual = run('tf', [3, 4], 'float32', startMeanSquare, (p, g, s) =>
      rmsProp(p, g, s, { learningRate: 0.01, decay: 0.9, epsilon: 1e-12 }),
    )
    expectClose(actual, tfRun(tf.train.rmsprop(0.01, 0.9, 0, 1e-12), [3, 4]))
  })

  test('epsilon is outside the root, by hand', () => {
    const { parameter, state } = rmsProp(
      float64([1]),
      float64([2]),
      { meanSquare: float64([5]) },
      { learningRate: 0.1, decay: 0.5, epsilon: 1 },
    )
    expectClose(state.meanSquare, { shape: [1], data: [4.5] })
    expectClose(parameter, { shape: [1], data: [1 - 0.2 / (Math.sqrt(4.5) + 1)] })
  })
})

const adamOptions = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }

/** Kingma and Ba's algorithm 1 with the sums written out: m and v are weighted sums of all gradients so far. */
function naiveAdam(start: number, gradients: readonly number[], weightDecay = 0): number {
  const { learningRate, beta1, beta2, epsilon } = adamOptions
  let value = start
  gradients.forEach((_, index) => {
    const moving = (beta: number, power: number) =>
      gradients
        .slice(0, index + 1)
        .reduce((sum, gradient, i) => sum + (1 - beta) * beta ** (index - i) * gradient ** power, 0) /
      (1 - beta ** (index + 1))
    value -= learningRate * (moving(beta1, 1) / (Math.sqrt(moving(beta2, 2)) + epsilon) + weightDecay * value)
  })
  return value
}

describe('adam', () => {
  test('is its definition over 20 steps in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const actual = run(seed, shape, 'float64', startAdam, (p, g, s) => adam(p, g, s, adamOptions))
        expectClose(actual, naive(seed, shape, naiveAdam), 1e-11)
      }),
      drawn,
    )
  })

  test('agrees with tf.js over 20 steps in float32', () => {
    const actual = run('tf', [3, 4], 'float32', startAdam, (p, g, s) => adam(p, g, s, adamOptions))
    expectClose(actual, tfRun(tf.train.adam(0.01, 0.9, 0.999, 1e-7), [3, 4]))
  })

  test('the first step is learningRate towards the gradient’s sign, however large the gradient (Kingma and Ba, 2.1)', () => {
    const { parameter, state } = adam(
      float64([0, 0, 0]),
      float64([1e-3, -1, 1e6]),
      startAdam(float64([0, 0, 0])),
      adamOptions,
    )
    expectClose(parameter, { shape: [3], data: [-0.01, 0.01, -0.01] }, 1e-3)
    expect(state.step).toBe(1)
  })
})

describe('adamW', () => {
  const options = { ...adamOptions, weightDecay: 0.1 }

  test('is Adam beside a decay of the parameter itself, over 20 steps in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const actual = run(seed, shape, 'float64', startAdam, (p, g, s) => adamW(p, g, s, options))
        const expected = naive(seed, shape, (start, gradients) => naiveAdam(start, gradients, 0.1))
        expectClose(actual, expected, 1e-11)
      }),
      drawn,
    )
  })

  test('without gradient shrinks by learningRate * weightDecay', () => {
    const { parameter } = adamW(float64([2]), float64([0]), startAdam(float64([2])), options)
    expectClose(parameter, { shape: [1], data: [2 * (1 - 0.01 * 0.1)] })
  })
})

describe('shapes that differ are a ShapeError', () => {
  const [p, other] = [draw(1, [2, 3]), draw(2, [3])]
  test.each<[string, () => unknown]>([
    [
      'momentum: gradient must be of shape [2, 3]; got [3]',
      () => momentum(p, other, startVelocity(p), { ...adamOptions, momentum: 0 }),
    ],
    [
      'momentum: velocity must be of shape [2, 3]; got [3]',
      () => momentum(p, p, startVelocity(other), { ...adamOptions, momentum: 0 }),
    ],
    [
      'rmsProp: gradient must be of shape [2, 3]; got [3]',
      () => rmsProp(p, other, startMeanSquare(p), { ...adamOptions, decay: 0 }),
    ],
    [
      'rmsProp: meanSquare must be of shape [2, 3]; got [3]',
      () => rmsProp(p, p, startMeanSquare(other), { ...adamOptions, decay: 0 }),
    ],
    ['adam: gradient must be of shape [2, 3]; got [3]', () => adam(p, other, startAdam(p), adamOptions)],
    ['adam: m must be of shape [2, 3]; got [3]', () => adam(p, p, startAdam(other), adamOptions)],
  ])('%s', (message, action) => {
    expect(shapeErrorOf(action).message).toBe(message)
  })
})
