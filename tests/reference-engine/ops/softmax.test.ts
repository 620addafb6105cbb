import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { softmax, softmaxBackward } from '../../../reference-engine/ops/softmax.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { exact, exactDerivative } from '../scalar-oracle.ts'
import { build, copyOf, draw, drawn, entryAt, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf } from '../tfjs.ts'

const names = ['a', 'b', 'c']
const formula = (numerator: string) => `exp(${numerator}) / (exp(a) + exp(b) + exp(c))`

/** The definition, with plain loops. */
function naive(x: Tensor) {
  const classes = x.shape[x.shape.length - 1]
  return build(x.shape, (index) => {
    let total = 0
    for (let other = 0; other < classes; other++) total += Math.exp(entryAt(x, [...index.slice(0, -1), other]))
    return Math.exp(entryAt(x, index)) / total
  })
}

describe('softmax', () => {
  test.each([[[1, 2, 3]], [[-0.3, 0, 0.7]], [[10, -20, 5]]])(
    'of %j is its formula in 64 digits, and so is its derivative',
    (row) => {
      const values = Object.fromEntries(row.map((value, index) => [names[index], value]))
      const x = float64(row, [1, 3])
      expectClose(softmax(x), { shape: [1, 3], data: names.map((name) => exact(formula(name), values)) }, 1e-15)
      const dOut = draw('upstream', [1, 3])
      const dX = names.map((by) =>
        names.reduce((total, name, index) => total + dOut.data[index] * exactDerivative(formula(name), by, values), 0),
      )
      expectClose(softmaxBackward(dOut, x), { shape: [1, 3], data: dX }, 1e-12)
    },
  )

  test('published values: softmax of 1, 2, 3', () => {
    expectClose(
      softmax(float64([1, 2, 3])),
      { shape: [3], data: [0.09003057317038046, 0.24472847105479767, 0.6652409557748219] },
      1e-15,
    )
  })

  test('is the definition over the last axis of any shape, and does not change when a number is added', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const x = draw(seed, shape)
        const before = copyOf(x)
        expectClose(softmax(x), naive(x), 1e-14)
        expectClose(softmax({ ...x, data: x.data.map((value) => value + 100) }), naive(x), 1e-12)
        expect(x).toEqual(before)
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32, forward and backward', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const x = draw(`x${seed}`, shape, 'float32', 3)
        const dOut = draw(`dOut${seed}`, shape, 'float32')
        expectLikeTf({
          inputs: [x],
          output: softmax(x),
          dOut,
          gradients: [softmaxBackward(dOut, x)],
          inTf: ([input]) => tf.softmax(input),
        })
      }),
      drawn,
    )
  })

  test('its backward agrees with finite differences, in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const classes = shape[shape.length - 1] + 1 // with a single class the gradient is 0
        const x = draw(`x${seed}`, shape.with(-1, classes))
        const dOut = draw(`dOut${seed}`, x.shape)
        expectNumericGradients(
          () => softmax(x),
          dOut,
          [x],
          () => [softmaxBackward(dOut, x)],
        )
      }),
      drawn,
    )
  })

  test('is finite and right at 1000 and -1000', () => {
    const x = float64([1000, -1000, 1000, 0], [2, 2])
    expect([...softmax(x).data]).toEqual([1, 0, 1, 0])
    expect([...softmax(float64([-1000, -1000], [1, 2])).data]).toEqual([0.5, 0.5])
    expect([...softmaxBackward(float64([1, 2, 3, 4], [2, 2]), x).data].every(Number.isFinite)).toBe(true)
  })

  test('a single class has probability 1 and no gradient', () => {
    const x = float64([3, -4], [2, 1])
    expect([...softmax(x).data]).toEqual([1, 1])
    expectClose(softmaxBackward(float64([5, 6], [2, 1]), x), { shape: [2, 1], data: [0, 0] })
  })

  test('takes an empty batch', () => {
    expect(softmax(draw(1, [0, 3])).shape).toEqual([0, 3])
    expect(softmaxBackward(draw(1, [0, 3]), draw(1, [0, 3])).shape).toEqual([0, 3])
  })

  test('misfits are ShapeErrors', () => {
    expect(shapeErrorOf(() => softmaxBackward(draw(1, [3]), draw(2, [2, 3]))).message).toBe(
      'softmaxBackward: dOut must be of shape [2, 3]; got [3]',
    )
    for (const shape of [[], [2, 0]]) {
      expect(shapeErrorOf(() => softmax(draw(1, shape))).message).toBe(
        `softmax: x must be [..., C] of at least one class; got [${shape.join(', ')}]`,
      )
      expect(shapeErrorOf(() => softmaxBackward(draw(1, shape), draw(1, shape))).functionName).toBe('softmaxBackward')
    }
  })
})
