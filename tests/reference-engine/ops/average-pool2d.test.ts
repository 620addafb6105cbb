import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { averagePool2d, averagePool2dBackward } from '../../../reference-engine/ops/average-pool2d.ts'
import type { PoolOptions } from '../../../reference-engine/pool-windows.ts'
import { expectedAxis, poolCases, type WindowCase } from '../convolution-cases.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, shapeErrorOf } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

function optionsOf({ window, strides, padding }: WindowCase): PoolOptions {
  return { poolSize: window, strides, padding: padding === 'same' ? 'same' : 'valid' }
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
        const { window, strides, padding } = given
        const inTf = ([input]: tf.Tensor[]) =>
          tf.avgPool(input as tf.Tensor4D, [...window], [...strides], padding === 'same' ? 'same' : 'valid')
        if (padding === 'same') {
          // The gradient of tf.js's CPU backend divides by the whole window also where padding is not counted.
          expectClose(output, fromTf(tf.tidy(() => inTf([toTf(x)]))))
          return
        }
        const dOut = draw(`d${given.seed}`, output.shape, 'float32')
        const gradients = [averagePool2dBackward(dOut, x, optionsOf(given))]
        expectLikeTf({ inputs: [x], output, dOut, gradients, inTf })
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

  test('misfits say so', () => {
    const x = draw(1, [1, 4, 4, 2])
    expect(shapeErrorOf(() => averagePool2d(draw(1, [4, 4]), { poolSize: [2, 2] })).message).toBe(
      'averagePool2d: x must be [N, H, W, C]; got [4, 4]',
    )
    expect(() => averagePool2d(x, { poolSize: [2, 0.5] })).toThrow('averagePool2d: poolSize must be two whole numbers')
    expect(shapeErrorOf(() => averagePool2dBackward(x, x, { poolSize: [2, 2] })).message).toBe(
      'averagePool2dBackward: dOut must be [1, 2, 2, 2] to match x [1, 4, 4, 2]; got [1, 4, 4, 2]',
    )
  })
})
