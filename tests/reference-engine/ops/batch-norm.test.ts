import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { batchNorm, batchNormBackward } from '../../../reference-engine/ops/batch-norm.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, indicesOf, seeds, shapeErrorOf } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

/** Three entries of a channel or more: the variance of two can come close to 0, where the derivatives grow. */
const several = fc
  .tuple(fc.integer({ min: 3, max: 5 }), fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }))
  .map(([samples, rest]) => [samples, ...rest])
const batches = fc.oneof({ weight: 4, arbitrary: several }, { weight: 1, arbitrary: fc.constant([1, 2, 3, 5]) })

function drawCase(seed: number, shape: readonly number[], dtype: DType) {
  const channels = [shape[shape.length - 1]]
  const variance = draw(`v${seed}`, channels, dtype)
  return {
    x: draw(`x${seed}`, shape, dtype),
    parameters: { gamma: draw(`g${seed}`, channels, dtype), beta: draw(`b${seed}`, channels, dtype) },
    running: {
      mean: draw(`m${seed}`, channels, dtype),
      variance: { ...variance, data: variance.data.map((value) => 0.5 + Math.abs(value)) },
    },
    dOut: draw(`d${seed}`, shape, dtype),
  }
}

/** Mean and variance of one channel over all else. */
function channelMoments(x: Tensor, channel: number) {
  const entries = indicesOf(x.shape.slice(0, -1)).map((index) => entryAt(x, [...index, channel]))
  const mean = entries.reduce((total, value) => total + value, 0) / entries.length
  const variance = entries.reduce((total, value) => total + (value - mean) ** 2, 0) / entries.length
  return { mean, variance }
}

describe.each([true, false])('batchNorm, training: %p', (training) => {
  test('is its definition by plain loops; its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(batches, seeds, fc.constantFrom(1e-3, 0.1), (shape, seed, epsilon) => {
        const { x, parameters, running, dOut } = drawCase(seed, shape, 'float64')
        const { gamma, beta } = parameters
        const expected = build(shape, (index) => {
          const channel = index[index.length - 1]
          const { mean, variance } = training
            ? channelMoments(x, channel)
            : { mean: running.mean.data[channel], variance: running.variance.data[channel] }
          return (gamma.data[channel] * (entryAt(x, index) - mean)) / Math.sqrt(variance + epsilon) + beta.data[channel]
        })
        const forward = () => batchNorm(x, parameters, running, training, { epsilon }).output
        expectClose(forward(), expected)
        const moved = batchNorm(x, parameters, running, training, { epsilon, momentum: 0.7 }).running
        for (const statistic of ['mean', 'variance'] as const) {
          const before = running[statistic]
          const data = Array.from(before.data, (value, channel) =>
            training ? 0.7 * value + 0.3 * channelMoments(x, channel)[statistic] : value,
          )
          expectClose(moved[statistic], { shape: before.shape, data })
        }
        const backward = () => {
          const { dX, gradients } = batchNormBackward(dOut, x, parameters, running, training, { epsilon })
          return [dX, gradients.gamma, gradients.beta]
        }
        expectNumericGradients(forward, dOut, [x, gamma, beta], backward, 1e-7)
      }),
      drawn,
    )
  })

  test("agrees with tf.js' layer in float32: output, gradients and running statistics, with its momentum and epsilon", () => {
    fc.assert(
      fc.property(batches, seeds, (shape, seed) => {
        const { x, parameters, running, dOut } = drawCase(seed, shape, 'float32')
        const layer = tf.layers.batchNormalization({})
        layer.build([...shape]) // its own scale is 1, its shift 0
        const start = () => {
          const [scale, shift] = layer.getWeights()
          layer.setWeights([scale, shift, toTf(running.mean), toTf(running.variance)])
        }
        start()
        const result = batchNorm(x, parameters, running, training)
        const { dX, gradients } = batchNormBackward(dOut, x, parameters, running, training)
        expectLikeTf({
          inputs: [x, parameters.gamma, parameters.beta],
          output: result.output,
          dOut,
          gradients: [dX, gradients.gamma, gradients.beta],
          inTf: ([input, scale, shift]) => (layer.apply(input, { training }) as tf.Tensor).mul(scale).add(shift),
        })
        start()
        layer.apply(toTf(x), { training })
        const [mean, variance] = layer.getWeights().slice(2).map(fromTf)
        expectClose(result.running.mean, mean)
        expectClose(result.running.variance, variance)
      }),
      { ...drawn, numRuns: 15 },
    )
  })

  test('takes an empty batch and leaves the statistics as they are', () => {
    const { parameters, running } = drawCase(1, [1, 2], 'float64')
    const none = draw(1, [0, 2])
    const result = batchNorm(none, parameters, running, training)
    expect(result).toEqual({ output: none, running })
    const { dX, gradients } = batchNormBackward(none, none, parameters, running, training)
    expect(dX.shape).toEqual([0, 2])
    expect([...gradients.gamma.data, ...gradients.beta.data]).toEqual([0, 0, 0, 0])
  })
})

test('by hand: a batch of 1 and 3 moves the statistics a tenth of the way to 2 and 1', () => {
  const parameters = { gamma: float64([2]), beta: float64([1]) }
  const running = { mean: float64([0]), variance: float64([3]) }
  const x = float64([1, 3], [2, 1])
  const trained = batchNorm(x, parameters, running, true, { momentum: 0.9, epsilon: 1e-15 })
  expectClose(trained.output, { shape: [2, 1], data: [-1, 3] })
  expectClose(trained.running.mean, { shape: [1], data: [0.2] })
  expectClose(trained.running.variance, { shape: [1], data: [2.8] })
  const used = batchNorm(x, parameters, running, false, { epsilon: 1 })
  expectClose(used.output, { shape: [2, 1], data: [2, 4] })
  expect(used.running).toBe(running)
})

test('a batch of one number is its beta', () => {
  const { parameters, running } = drawCase(1, [1, 2], 'float64')
  expect([...batchNorm(draw(1, [1, 2]), parameters, running, true).output.data]).toEqual([...parameters.beta.data])
})

test('misfits say so', () => {
  const { x, parameters, running } = drawCase(1, [4, 3], 'float64')
  const two = draw(1, [2])
  expect(shapeErrorOf(() => batchNorm(x, { ...parameters, gamma: two }, running, true)).message).toBe(
    'batchNorm: gamma must be [3] to match x [4, 3]; got [2]',
  )
  expect(shapeErrorOf(() => batchNorm(x, parameters, { ...running, variance: two }, true)).message).toBe(
    'batchNorm: running.variance must be [3] to match x [4, 3]; got [2]',
  )
  expect(shapeErrorOf(() => batchNorm(two, parameters, running, true)).message).toBe(
    'batchNorm: x must be [N, ..., C]; got [2]',
  )
  expect(shapeErrorOf(() => batchNormBackward(two, x, parameters, running, true)).message).toBe(
    'batchNormBackward: dOut must be of shape [4, 3]; got [2]',
  )
  expect(() => batchNorm(x, undefined as never, running, true)).toThrow(
    'batchNorm: parameters must be { gamma, beta }; got undefined',
  )
  expect(() => batchNormBackward(x, x, parameters, undefined as never, true)).toThrow(
    'batchNormBackward: running must be { mean, variance }; got undefined',
  )
  expect(() => batchNorm(x, parameters, running, undefined as never)).toThrow(
    'batchNorm: training must be true or false; got undefined',
  )
  expect(() => batchNorm(x, parameters, running, true, { momentum: 2 })).toThrow(
    'batchNorm: momentum must be a number of 0 or more and less than 1; got 2',
  )
  expect(() => batchNorm(x, parameters, running, true, { epsilon: 0 })).toThrow('batchNorm: epsilon must be')
})
