import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { l1Penalty, l1PenaltyBackward } from '../../../reference-engine/regularizers/l1.ts'
import { l2Penalty, l2PenaltyBackward } from '../../../reference-engine/regularizers/l2.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { draw, drawn, expectClose, float64, seeds, shapes } from '../support.ts'
import { tf } from '../tfjs.ts'

describe.each([
  {
    name: 'l1Penalty',
    penalty: l1Penalty,
    backward: l1PenaltyBackward,
    term: Math.abs,
    inTf: tf.abs,
  },
  {
    name: 'l2Penalty',
    penalty: l2Penalty,
    backward: l2PenaltyBackward,
    term: (w: number) => w * w,
    inTf: tf.square,
  },
])('$name', ({ name, penalty, backward, term, inTf }) => {
  test('is lambda times the sum of its terms; its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.constantFrom(0, 0.01, 2), (shape, seed, lambda) => {
        const noise = draw(seed, shape)
        const w = { ...noise, data: noise.data.map((value) => value + Math.sign(value) * 0.01) } // away from the kink
        const expected = w.data.reduce((total, value) => total + lambda * term(value), 0)
        expect(Math.abs(penalty(w, lambda) - expected)).toBeLessThanOrEqual(1e-13 * expected)
        const forward = () => float64([penalty(w, lambda)])
        expectNumericGradients(forward, float64([1]), [w], () => [backward(w, lambda)])
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const w = draw(seed, shape, 'float32')
        expectLikeTf({
          inputs: [w],
          output: { shape: [], dtype: 'float32', data: Float32Array.of(penalty(w, 0.1)) as Tensor['data'] },
          dOut: { shape: [], dtype: 'float32', data: Float32Array.of(1) as Tensor['data'] },
          gradients: [backward(w, 0.1)],
          inTf: ([input]) => tf.sum(inTf(input)).mul(0.1),
        })
      }),
      drawn,
    )
  })

  test('no weights cost nothing', () => {
    expect(penalty(float64([], [0, 3]), 0.1)).toBe(0)
    expect(backward(float64([], [0, 3]), 0.1).shape).toEqual([0, 3])
  })

  test('a lambda that can not be, and what is no tensor, say so', () => {
    for (const wrong of [-1, NaN, Infinity]) {
      const message = `must be a number of 0 or more; got ${wrong}`
      expect(() => penalty(float64([1]), wrong)).toThrow(`${name}: lambda ${message}`)
      expect(() => backward(float64([1]), wrong)).toThrow(`${name}Backward: lambda ${message}`)
    }
    expect(() => penalty(undefined as never, 1)).toThrow(`${name}: weights must be a tensor; got undefined`)
  })
})

test('by hand; the gradient of l1 is 0 where the weight is', () => {
  const w = float64([3, 0, -4])
  expect(l1Penalty(w, 0.5)).toBe(3.5)
  expect(l2Penalty(w, 0.5)).toBe(12.5)
  expectClose(l1PenaltyBackward(w, 0.5), { shape: [3], data: [0.5, 0, -0.5] })
  expectClose(l2PenaltyBackward(w, 0.5), { shape: [3], data: [3, 0, -4] })
})
