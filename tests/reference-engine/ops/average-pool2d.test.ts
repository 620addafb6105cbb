import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { averagePool2d, averagePool2dBackward } from '../../../reference-engine/ops/average-pool2d.ts'
import type { PoolOptions } from '../../../reference-engine/pool-windows.ts'
import { expectedAxis, poolCases, type WindowCase } from '../convolution-cases.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, int32, shapeErrorOf } from '../support.ts'
import { fromTf, tf, tidied, toTf } from '../tfjs.ts'

function optionsOf({ window, strides, padding }: WindowCase): PoolOptions {
  return { poolSize: window, strides, padding: padding === 'same' ? 'same' : 'valid' }
}

/**
 * As the sum under each window over the number of pixels there, both by a convolution with ones: the gradient of tf.js's own
 * avgPool on its CPU backend divides by the whole window also where padding is not counted.
 */
function averageInTf(x: tf.Tensor, { samples, size, window, channels, strides, padding }: WindowCase): tf.Tensor {
  const sum = (images: tf.Tensor) =>
    tf.conv2d(
      images.reshape<tf.Tensor4D>([samples * channels, ...size, 1]),
      tf.ones([...window, 1, 1]),
      [...strides],
      padding === 'same' ? 'same' : 'valid',
    )
  const channelsFirst = (images: tf.Tensor) => images.transpose([0, 3, 1, 2])
  const means = sum(channelsFirst(x)).div(sum(channelsFirst(tf.onesLike(x))))
  const [, rows, columns] = means.shape
  return means.reshape([samples, channels, rows, columns]).transpose([0, 2, 3, 1])
}

describe('averagePool2d', () => {
  test('is its definition by plain loops, and its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(poolCases, (given) => {
        const x = draw(given.seed, [given.samples, ...given.size, given.channels])
        const [rows, columns] = [expectedAxis(given, 0), expectedAxis(given, 1)]
        const expected = build([given.samples, rows.outputs, columns.outputs, given.channels], ([n, i, j, c]) => {
          let [total, count] = [0, 0]
          for (let row = 0; row < given.size[0]; row++) {
            for (let column = 0; column < given.size[1]; column++) {
              const a = row - i * given.strides[0] + rows.before
              const b = column - j * given.strides[1] + columns.before
              if (a < 0 || a >= given.window[0] || b < 0 || b >= given.window[1]) continue
              total += entryAt(x, [n, row, column, c])
              count++
            }
          }
          return total / count
        })
        const forward = () => averagePool2d(x, optionsOf(given))
        expectClose(forward(), expected, 1e-14)
        const dOut = draw(`d${given.seed}`, expected.shape)
        expectNumericGradients(forward, dOut, [x], () => [averagePool2dBackward(dOut, x, optionsOf(given))])
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32, forward and backward', () => {
    fc.assert(
      fc.property(poolCases, (given) => {
        const x = draw(given.seed, [given.samples, ...given.size, given.channels], 'float32')
        const output = averagePool2d(x, optionsOf(given))
        const dOut = draw(`d${given.seed}`, output.shape, 'float32')
        const gradients = [averagePool2dBackward(dOut, x, optionsOf(given))]
        expectLikeTf({ inputs: [x], output, dOut, gradients, inTf: ([input]) => averageInTf(input, given) })
        const { poolSize, padding = 'valid' } = optionsOf(given)
        const own = tidied(() => fromTf(tf.avgPool(toTf(x) as tf.Tensor4D, [...poolSize], [...given.strides], padding)))
        expectClose(output, own)
      }),
      drawn,
    )
  })

  test('by hand: padding is not counted; a stride larger than the pool', () => {
    const x = float64([1, 5, 2, 3, 4, 0, 7, 8, 9], [1, 3, 3, 1])
    expect([...averagePool2d(x, { poolSize: [2, 2] }).data]).toEqual([3.25])
    expect([...averagePool2d(x, { poolSize: [2, 2], padding: 'same' }).data]).toEqual([3.25, 1, 7.5, 9])
    expect([...averagePool2d(x, { poolSize: [1, 1], strides: [2, 2] }).data]).toEqual([1, 2, 7, 9])
    const dX = averagePool2dBackward(float64([4, 2, 6, 1], [1, 2, 2, 1]), x, { poolSize: [2, 2], padding: 'same' })
    expect([...dX.data]).toEqual([1, 1, 1, 1, 1, 1, 3, 3, 1])
  })

  test('takes an empty batch', () => {
    const none = draw(1, [0, 4, 4, 3])
    expect(averagePool2d(none, { poolSize: [2, 2] }).shape).toEqual([0, 2, 2, 3])
    expect(averagePool2dBackward(draw(1, [0, 2, 2, 3]), none, { poolSize: [2, 2] }).shape).toEqual([0, 4, 4, 3])
  })

  test('the gradient of int32 is float32, so that nothing is cut off', () => {
    const [dOut, x] = [int32([1], [1, 1, 1, 1]), int32([1, 2, 3, 4], [1, 2, 2, 1])]
    const expected = { shape: [1, 2, 2, 1], data: [0.25, 0.25, 0.25, 0.25] }
    expectClose(averagePool2dBackward(dOut, x, { poolSize: [2, 2] }), expected)
  })

  test('misfits say so', () => {
    const x = draw(1, [1, 4, 4, 2])
    expect(shapeErrorOf(() => averagePool2d(draw(1, [4, 4]), { poolSize: [2, 2] })).message).toBe(
      'averagePool2d: x must be [N, H, W, C]; got [4, 4]',
    )
    expect(() => averagePool2d(x, undefined as never)).toThrow(
      'averagePool2d: options must be { poolSize, strides?, padding? }; got undefined',
    )
    expect(() => averagePool2d(x, { poolSize: [2, 0.5] })).toThrow('averagePool2d: poolSize must be two whole numbers')
    expect(shapeErrorOf(() => averagePool2dBackward(x, x, { poolSize: [2, 2] })).message).toBe(
      'averagePool2dBackward: dOut must be [1, 2, 2, 2] to match x [1, 4, 4, 2]; got [1, 4, 4, 2]',
    )
  })
})
