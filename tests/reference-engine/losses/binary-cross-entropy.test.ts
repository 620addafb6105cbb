import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  binaryCrossEntropy,
  binaryCrossEntropyBackward,
} from '../../../reference-engine/losses/binary-cross-entropy.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { exact, exactDerivative } from '../scalar-oracle.ts'
import { draw, drawn, expectClose, float64, int32, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf, toTf } from '../tfjs.ts'

const formula = '-(y * log(p) + (1 - y) * log(1 - p))'

/** Probabilities from 0.1 to 0.9; targets of 0 and 1, or anything between. */
function drawCase(seed: number, shape: readonly number[], dtype: DType, soft: boolean): [Tensor, Tensor] {
  const squash = (name: string) => {
    const noise = draw(`${name}${seed}`, shape, dtype)
    return { ...noise, data: noise.data.map((value) => 0.1 + 0.8 / (1 + Math.exp(-value))) }
  }
  const target = squash('y')
  return [squash('p'), soft ? target : { ...target, data: target.data.map(Math.round) }]
}

describe('binaryCrossEntropy', () => {
  test.each([[[0, 0.5, 1]], [[1, 1, 0]]])(
    'of targets %j is its formula in 64 digits, and so is its derivative',
    (y) => {
      const p = [0.2, 0.7, 0.9]
      const losses = p.map((value, index) => exact(formula, { p: value, y: y[index] }))
      const loss = binaryCrossEntropy(float64(p), float64(y))
      expect(loss).toBeCloseTo(losses.reduce((total, value) => total + value) / 3, 14)
      const slopes = p.map((value, index) => exactDerivative(formula, 'p', { p: value, y: y[index] }) / 3)
      expectClose(binaryCrossEntropyBackward(float64(p), float64(y)), { shape: [3], data: slopes }, 1e-14)
    },
  )

  test('is the mean of its terms by a plain loop, its backward agrees with differences, on any shape in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.boolean(), (shape, seed, soft) => {
        const [p, y] = drawCase(seed, shape, 'float64', soft)
        const forward = () => float64([binaryCrossEntropy(p, y)])
        let total = 0
        p.data.forEach((value, index) => {
          total -= y.data[index] * Math.log(value) + (1 - y.data[index]) * Math.log(1 - value)
        })
        expectClose(forward(), { shape: [1], data: [total / p.data.length] })
        expectNumericGradients(forward, float64([1]), [p], () => [binaryCrossEntropyBackward(p, y)], 1e-7)
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.boolean(), (shape, seed, soft) => {
        const [p, y] = drawCase(seed, shape, 'float32', soft)
        expectLikeTf({
          inputs: [p],
          output: { shape: [], dtype: 'float32', data: Float32Array.of(binaryCrossEntropy(p, y)) as Tensor['data'] },
          dOut: { shape: [], dtype: 'float32', data: Float32Array.of(1) as Tensor['data'] },
          gradients: [binaryCrossEntropyBackward(p, y)],
          inTf: ([input]) => tf.losses.logLoss(toTf(y), input, undefined, 0),
        })
      }),
      drawn,
    )
  })

  test("published: 0.815, the example of Keras' documentation", () => {
    const [p, y] = [float64([0.6, 0.4, 0.4, 0.6], [2, 2]), float64([0, 1, 0, 0], [2, 2])]
    expect(binaryCrossEntropy(p, y)).toBeCloseTo(0.815, 3)
  })

  test('what is right for certain costs nothing; what is wrong for certain, infinitely much', () => {
    expect(binaryCrossEntropy(float64([0, 1]), float64([0, 1]))).toBeCloseTo(0, 15)
    expect([...binaryCrossEntropyBackward(float64([0, 1]), float64([0, 1])).data]).toEqual([0.5, -0.5])
    expect(binaryCrossEntropy(float64([0]), float64([1]))).toBe(Infinity)
    expect(binaryCrossEntropy(float64([1]), float64([0]))).toBe(Infinity)
    expect(binaryCrossEntropy(float64([1e-20]), float64([0]))).toBe(1e-20)
    expect(binaryCrossEntropy(int32([1]), int32([0]))).toBe(Infinity)
  })

  test('an empty batch has no mean, and an empty gradient', () => {
    const [p, y] = [draw(1, [0, 3]), draw(2, [0, 3])]
    expect(binaryCrossEntropy(p, y)).toBeNaN()
    expect(binaryCrossEntropyBackward(p, y).shape).toEqual([0, 3])
  })

  test('targets outside 0 to 1 say so', () => {
    for (const loss of [binaryCrossEntropy, binaryCrossEntropyBackward]) {
      for (const wrong of [-1, 2, NaN]) {
        expect(() => loss(draw(1, [1, 2]), float64([0, wrong], [1, 2]))).toThrow(
          `${loss.name}: target must be numbers from 0 to 1; got ${wrong} at entry 1`,
        )
      }
    }
  })

  test('misfits are ShapeErrors', () => {
    for (const loss of [binaryCrossEntropy, binaryCrossEntropyBackward]) {
      expect(shapeErrorOf(() => loss(draw(1, [2, 3]), draw(2, [3]))).message).toBe(
        `${loss.name}: target must be of shape [2, 3]; got [3]`,
      )
    }
  })
})
