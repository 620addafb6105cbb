import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { meanSquaredError } from '../../../reference-engine/losses/mean-squared-error.ts'
import {
  networkBackward,
  networkForward,
  train,
  type NetworkParameters,
} from '../../../reference-engine/networks/two-layer-network.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import { copyOf, draw, drawn, expectClose, extents, float64, numericGradient, seeds, shapeErrorOf } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const names = ['weights1', 'bias1', 'weights2', 'bias2'] as const
const shapes = { weights1: [2, 3], bias1: [3], weights2: [3, 1], bias2: [1] }

function drawCase(seed: string | number, samples: number, dtype: DType) {
  const entries = names.map((name) => [name, draw(`${name}${seed}`, shapes[name], dtype)])
  const noise = draw(`t${seed}`, [samples, 1], dtype)
  return {
    parameters: Object.fromEntries(entries) as NetworkParameters,
    x: draw(`x${seed}`, [samples, 2], dtype),
    target: { ...noise, data: noise.data.map((value) => Number(value > 0)) } satisfies Tensor,
  }
}

/** The network in numbers, one sample at a time. */
function naivePrediction(parameters: NetworkParameters, x: readonly number[]): number {
  let z2 = parameters.bias2.data[0]
  for (let unit = 0; unit < 3; unit++) {
    const z1 =
      x[0] * parameters.weights1.data[unit] + x[1] * parameters.weights1.data[3 + unit] + parameters.bias1.data[unit]
    if (z1 > 0) z2 += z1 * parameters.weights2.data[unit]
  }
  return 1 / (1 + Math.exp(-z2))
}

function tfLoss(x: Tensor, target: Tensor) {
  return (...[weights1, bias1, weights2, bias2]: tf.Tensor[]): tf.Scalar => {
    const hidden = tf.relu(tf.add(tf.matMul(toTf(x), weights1), bias1))
    const prediction = tf.sigmoid(tf.add(tf.matMul(hidden, weights2), bias2))
    return tf.mean(tf.square(tf.sub(prediction, toTf(target))))
  }
}

describe('networkForward, networkBackward', () => {
  test('forward is the network in plain numbers', () => {
    fc.assert(
      fc.property(seeds, extents, (seed, samples) => {
        const { parameters, x } = drawCase(seed, samples, 'float64')
        const { z1, a1, z2, prediction } = networkForward(parameters, x)
        const expected = Array.from({ length: samples }, (_, sample) =>
          naivePrediction(parameters, [...x.data.slice(2 * sample, 2 * sample + 2)]),
        )
        expectClose(prediction, { shape: [samples, 1], data: expected }, 1e-13)
        expectClose(a1, { shape: [samples, 3], data: [...z1.data].map((value) => Math.max(value, 0)) }, 0)
        expectClose(z2, { shape: [samples, 1], data: expected.map((p) => Math.log(p / (1 - p))) }, 1e-10)
      }),
      drawn,
    )
  })

  test('backward is the numeric gradient, in float64', () => {
    fc.assert(
      fc.property(seeds, extents, (seed, samples) => {
        const { parameters, x, target } = drawCase(seed, samples, 'float64')
        const cache = networkForward(parameters, x)
        fc.pre(cache.z1.data.every((value) => Math.abs(value) > 1e-3)) // away from the kink
        const before = names.map((name) => copyOf(parameters[name]))
        const gradients = networkBackward(parameters, cache, x, target)
        expect(names.map((name) => parameters[name])).toEqual(before)
        const loss = () => meanSquaredError(networkForward(parameters, x).prediction, target)
        for (const name of names) {
          const numeric = numericGradient(loss, parameters[name])
          const wrong = numeric.data.filter((value, index) => !(Math.abs(gradients[name].data[index] - value) <= 1e-9))
          expect(wrong).toEqual([])
          expect(gradients[name].shape).toEqual(shapes[name])
        }
      }),
      drawn,
    )
  })

  test('backward agrees with tf.js in float32', () => {
    fc.assert(
      fc.property(seeds, extents, (seed, samples) => {
        const { parameters, x, target } = drawCase(seed, samples, 'float32')
        const gradients = networkBackward(parameters, networkForward(parameters, x), x, target)
        const expected = tf
          .grads(tfLoss(x, target))(names.map((name) => toTf(parameters[name])))
          .map(fromTf)
        names.forEach((name, index) => {
          expect(gradients[name].dtype).toBe('float32')
          expectClose(gradients[name], expected[index])
        })
      }),
      drawn,
    )
  })

  test('by hand: one sample, one unit awake', () => {
    const parameters = {
      weights1: float64([1, 0, 0, 0, 0, 0], [2, 3]),
      bias1: float64([0, -1, -1]),
      weights2: float64([1, 5, 5], [3, 1]),
      bias2: float64([0]),
    }
    const x = float64([2, 7], [1, 2])
    const cache = networkForward(parameters, x)
    expect(cache.prediction.data[0]).toBeCloseTo(0.8807970779778823, 15)
    const slope = 2 * (0.8807970779778823 - 1) * 0.8807970779778823 * (1 - 0.8807970779778823)
    const gradients = networkBackward(parameters, cache, x, float64([1], [1, 1]))
    expectClose(gradients.weights2, { shape: [3, 1], data: [2 * slope, 0, 0] }, 1e-14)
    expectClose(gradients.bias2, { shape: [1], data: [slope] }, 1e-14)
    expectClose(gradients.weights1, { shape: [2, 3], data: [2 * slope, 0, 0, 7 * slope, 0, 0] }, 1e-14)
    expectClose(gradients.bias1, { shape: [3], data: [slope, 0, 0] }, 1e-14)
  })

  test('takes an empty batch', () => {
    const { parameters } = drawCase(1, 1, 'float64')
    const [x, target] = [draw(1, [0, 2]), draw(1, [0, 1])]
    const cache = networkForward(parameters, x)
    expect(cache.prediction.shape).toEqual([0, 1])
    const gradients = networkBackward(parameters, cache, x, target)
    names.forEach((name) =>
      expectClose(gradients[name], { ...parameters[name], data: [...gradients[name].data].fill(0) }),
    )
  })

  test('misfits are ShapeErrors', () => {
    const { parameters, x } = drawCase(1, 4, 'float64')
    expect(shapeErrorOf(() => networkForward(parameters, draw(1, [4, 3]))).message).toBe(
      'dense: x must be of shape [4, 2]; got [4, 3]',
    )
    const cache = networkForward(parameters, x)
    expect(shapeErrorOf(() => networkBackward(parameters, cache, x, draw(1, [4]))).message).toBe(
      'meanSquaredErrorBackward: target must be of shape [4, 1]; got [4]',
    )
  })
})

describe('train', () => {
  test("its losses and parameters are those of tf.js' gradient descent", () => {
    const { parameters, x, target } = drawCase('train', 8, 'float32')
    const variables = names.map((name) => tf.variable(toTf(parameters[name])))
    const optimizer = tf.train.sgd(0.5)
    const expected = Array.from({ length: 20 }, () => {
      const loss = optimizer.minimize(() => tfLoss(x, target)(...variables), true, variables)
      return loss?.dataSync()[0] ?? NaN
    })
    const trained = train(parameters, x, target, { learningRate: 0.5, steps: 20 })
    expect(trained.losses.length).toBe(20)
    trained.losses.forEach((loss, step) => expect(loss).toBeCloseTo(expected[step], 5))
    names.forEach((name, index) => expectClose(trained.parameters[name], fromTf(variables[index]), 1e-4))
  })

  test('learns exclusive or', () => {
    const x = float64([0, 0, 0, 1, 1, 0, 1, 1], [4, 2])
    const target = float64([0, 1, 1, 0], [4, 1])
    const parameters = {
      weights1: float64([0.9, -0.8, 0.3, -0.7, 0.9, 0.4], [2, 3]),
      bias1: float64([0, 0, 0]),
      weights2: float64([0.8, 0.9, -0.5], [3, 1]),
      bias2: float64([0]),
    }
    const { losses, parameters: trained } = train(parameters, x, target, { learningRate: 1, steps: 800 })
    expect(losses[losses.length - 1]).toBeLessThan(0.01)
    expect([...networkForward(trained, x).prediction.data].map(Math.round)).toEqual([0, 1, 1, 0])
  })

  test('the first loss is that of the start, and nothing that came in is changed', () => {
    const { parameters, x, target } = drawCase(3, 5, 'float64')
    const before = structuredClone({ parameters, x, target })
    const { losses } = train(parameters, x, target, { learningRate: 0.1, steps: 3 })
    expect(losses[0]).toBe(meanSquaredError(networkForward(parameters, x).prediction, target))
    expect(losses.length).toBe(3)
    expect([...parameters.weights1.data]).toEqual([...before.parameters.weights1.data])
    expect([...x.data, ...target.data]).toEqual([...before.x.data, ...before.target.data])
  })

  test('options that can not be say so', () => {
    const { parameters, x, target } = drawCase(3, 5, 'float64')
    const run = (options: unknown) => () => train(parameters, x, target, options as never)
    expect(run(undefined)).toThrow('train: options must be { learningRate, steps }; got undefined')
    expect(run({ steps: 1 })).toThrow('train: learningRate must be a number greater than 0; got undefined')
    expect(run({ learningRate: 1, steps: 0.5 })).toThrow('train: steps must be a whole number of 0 or more; got 0.5')
    expect(() => networkForward(undefined as never, x)).toThrow('networkForward: parameters must be { weights1,')
  })

  test('no steps leave the parameters as they are', () => {
    const { parameters, x, target } = drawCase(3, 5, 'float64')
    expect(train(parameters, x, target, { learningRate: 0.1, steps: 0 })).toEqual({ parameters, losses: [] })
  })
})
