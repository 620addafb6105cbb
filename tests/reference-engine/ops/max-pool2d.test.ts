import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { maxPool2d, maxPool2dBackward } from '../../../reference-engine/ops/max-pool2d.ts'
import type { PoolOptions } from '../../../reference-engine/pool-windows.ts'
import { allocate, sizeOf, type DType, type Tensor } from '../../../reference-engine/tensor.ts'
import { Random } from '../../../reference-engine/random.ts'
import { expectedAxis, poolCases, type WindowCase } from '../convolution-cases.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, shapeErrorOf } from '../support.ts'
import { tf } from '../tfjs.ts'

/** All entries different and 0.1 apart, so that a difference never changes which is the largest. */
function drawApart({ samples, size, channels, seed }: WindowCase, dtype: DType): Tensor {
  const shape = [samples, ...size, channels]
  const order = new Random(seed).permutation(sizeOf(shape))
  return { shape, dtype, data: allocate(dtype, order.length).map((_, index) => order[index] / 10 - 1) }
}

function optionsOf({ window, strides, padding }: WindowCase): PoolOptions {
  return { poolSize: window, strides, padding: padding === 'same' ? 'same' : 'valid' }
}

describe('maxPool2d', () => {
  test('is its definition by plain loops, and its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(poolCases, (given) => {
        const [x, options] = [drawApart(given, 'float64'), optionsOf(given)]
        const [rows, columns] = [expectedAxis(given, 0), expectedAxis(given, 1)]
        const expected = build([given.samples, rows.outputs, columns.outputs, given.channels], ([n, i, j, c]) => {
          let largest = -Infinity
          for (let row = 0; row < given.size[0]; row++) {
            for (let column = 0; column < given.size[1]; column++) {
              const a = row - i * given.strides[0] + rows.before
              const b = column - j * given.strides[1] + columns.before
              const covered = a >= 0 && a < given.window[0] && b >= 0 && b < given.window[1]
              if (covered) largest = Math.max(largest, entryAt(x, [n, row, column, c]))
            }
          }
          return largest
        })
        const forward = () => maxPool2d(x, options)
        expectClose(forward(), expected, 0)
        const dOut = draw(`d${given.seed}`, expected.shape)
        expectNumericGradients(forward, dOut, [x], () => [maxPool2dBackward(dOut, x, options)])
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32, forward and backward', () => {
    fc.assert(
      fc.property(poolCases, (given) => {
        const [x, options] = [drawApart(given, 'float32'), optionsOf(given)]
        const output = maxPool2d(x, options)
        const dOut = draw(`d${given.seed}`, output.shape, 'float32')
        expectLikeTf({
          inputs: [x],
          output,
          dOut,
          gradients: [maxPool2dBackward(dOut, x, options)],
          inTf: ([input]) =>
            tf.maxPool(input as tf.Tensor4D, [...given.window], [...given.strides], options.padding ?? 'valid'),
        })
      }),
      drawn,
    )
  })

  test('by hand: strides of the pool unless told; what fills no window is left out', () => {
    const x = float64([1, 5, 2, 3, 4, 0, 7, 8, 9], [1, 3, 3, 1])
    expect(maxPool2d(x, { poolSize: [2, 2] })).toEqual(float64([5], [1, 1, 1, 1]))
    expect([...maxPool2d(x, { poolSize: [2, 2], padding: 'same' }).data]).toEqual([5, 2, 8, 9])
    expect([...maxPool2d(x, { poolSize: [1, 1], strides: [2, 2] }).data]).toEqual([1, 2, 7, 9])
    expect(maxPool2d(x, { poolSize: [1, 1] })).toEqual(x)
  })

  test('a tie goes to the first in row order; windows that overlap add up', () => {
    const x = float64([1, 3, 3, 3], [1, 2, 2, 1])
    const dX = maxPool2dBackward(float64([5], [1, 1, 1, 1]), x, { poolSize: [2, 2] })
    expect([...dX.data]).toEqual([0, 5, 0, 0])
    const row = float64([1, 9, 2], [1, 1, 3, 1])
    const overlapping = { poolSize: [1, 2], strides: [1, 1] } as const
    expect([...maxPool2dBackward(float64([5, 6], [1, 1, 2, 1]), row, overlapping).data]).toEqual([0, 11, 0])
  })

  test('NaN shows, and a window of -Infinity has a largest entry too', () => {
    const options = { poolSize: [1, 2] } as const
    expect([...maxPool2d(float64([NaN, 1, 1, NaN], [1, 1, 4, 1]), options).data]).toEqual([NaN, NaN])
    const lowest = float64([-Infinity, -Infinity], [1, 1, 2, 1])
    expect([...maxPool2d(lowest, options).data]).toEqual([-Infinity])
    expect([...maxPool2dBackward(float64([2], [1, 1, 1, 1]), lowest, options).data]).toEqual([2, 0])
  })

  test('takes an empty batch', () => {
    const none = draw(1, [0, 4, 4, 3])
    expect(maxPool2d(none, { poolSize: [2, 2] }).shape).toEqual([0, 2, 2, 3])
    expect(maxPool2dBackward(draw(1, [0, 2, 2, 3]), none, { poolSize: [2, 2] }).shape).toEqual([0, 4, 4, 3])
  })

  test('misfits say so', () => {
    const x = draw(1, [1, 4, 4, 2])
    expect(shapeErrorOf(() => maxPool2d(draw(1, [4, 4, 2]), { poolSize: [2, 2] })).message).toBe(
      'maxPool2d: x must be [N, H, W, C]; got [4, 4, 2]',
    )
    expect(shapeErrorOf(() => maxPool2d(x, { poolSize: [5, 2] })).message).toBe(
      'maxPool2d: x must be at least 5 x 2 pixels large, padding included, for one window to fit; got [1, 4, 4, 2]',
    )
    const padding = [
      [1, 1],
      [1, 1],
    ] as never
    expect(() => maxPool2d(x, { poolSize: [2, 2], padding })).toThrow(
      "maxPool2d: padding must be one of 'valid', 'same'; got [[1, 1], [1, 1]]",
    )
    expect(() => maxPool2d(x, {} as never)).toThrow('maxPool2d: poolSize must be two whole numbers of 1 or more; got')
    expect(() => maxPool2d(x, { poolSize: [0, 2] })).toThrow(
      'maxPool2d: poolSize must be two whole numbers of 1 or more; got [0, 2]',
    )
    expect(() => maxPool2d(x, { poolSize: [2, 2], strides: [1, -1] })).toThrow('maxPool2d: strides must be two')
    expect(shapeErrorOf(() => maxPool2dBackward(x, x, { poolSize: [2, 2] })).message).toBe(
      'maxPool2dBackward: dOut must be [1, 2, 2, 2] to match x [1, 4, 4, 2]; got [1, 4, 4, 2]',
    )
  })
})
