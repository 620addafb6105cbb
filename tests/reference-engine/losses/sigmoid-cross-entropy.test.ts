import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  sigmoidCrossEntropy,
  sigmoidCrossEntropyBackward,
} from '../../../reference-engine/losses/sigmoid-cross-entropy.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { exact, exactDerivative } from '../scalar-oracle.ts'
import { draw, drawn, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf, toTf } from '../tfjs.ts'

const formula = 'y * log(1 + exp(-x)) + (1 - y) * log(1 + exp(x))'

function drawCase(seed: number, shape: readonly number[], dtype: DType): [Tensor, Tensor] {
  const noise = draw(`y${seed}`, shape, dtype)
  const target = { ...noise, data: noise.data.map((value) => (value > 1 ? 0.3 : Number(value > 0))) }
  return [draw(`x${seed}`, shape, dtype, 2), target]
}

describe('sigmoidCrossEntropy', () => {
  test('is its formula in 64 digits, and so is its derivative', () => {
    const [x, y] = [
      [-3, 0.5, 20, -40],
      [0, 0.25, 1, 1],
    ]
    const losses = x.map((value, index) => exact(formula, { x: value, y: y[index] }))
    expect(sigmoidCrossEntropy(float64(x), float64(y))).toBeCloseTo(losses.reduce((a, b) => a + b) / 4, 13)
    expect(sigmoidCrossEntropy(float64([20]), float64([1]))).toBeCloseTo(losses[2], 22)
    const slopes = x.map((value, index) => exactDerivative(formula, 'x', { x: value, y: y[index] }) / 4)
    expectClose(sigmoidCrossEntropyBackward(float64(x), float64(y)), { shape: [4], data: slopes }, 1e-14)
  })

  test('is the mean of its terms by a plain loop, its backward agrees with differences, on any shape in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const [x, y] = drawCase(seed, shape, 'float64')
        const forward = () => float64([sigmoidCrossEntropy(x, y)])
        let total = 0
        x.data.forEach((value, index) => {
          const p = 1 / (1 + Math.exp(-value))
          total -= y.data[index] * Math.log(p) + (1 - y.data[index]) * Math.log(1 - p)
        })
        expectClose(forward(), { shape: [1], data: [total / x.data.length] })
        expectNumericGradients(forward, float64([1]), [x], () => [sigmoidCrossEntropyBackward(x, y)])
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const [x, y] = drawCase(seed, shape, 'float32')
        expectLikeTf({
          inputs: [x],
          output: { shape: [], dtype: 'float32', data: Float32Array.of(sigmoidCrossEntropy(x, y)) as Tensor['data'] },
          dOut: { shape: [], dtype: 'float32', data: Float32Array.of(1) as Tensor['data'] },
          gradients: [sigmoidCrossEntropyBackward(x, y)],
          inTf: ([input]) => tf.losses.sigmoidCrossEntropy(toTf(y), input),
        })
      }),
      drawn,
    )
  })

  test("published: 0.865, the example of Keras' documentation", () => {
    expect(sigmoidCrossEntropy(float64([-18.6, 0.51, 2.94, -12.8]), float64([0, 1, 0, 0]))).toBeCloseTo(0.865, 3)
  })

  test('is finite and right at 1000 and -1000', () => {
    const x = float64([1000, -1000, 1000, -1000])
    const y = float64([1, 0, 0, 1])
    expect(sigmoidCrossEntropy(x, y)).toBe(500)
    expect([...sigmoidCrossEntropyBackward(x, y).data]).toEqual([0, 0, 0.25, -0.25])
  })

  test('an empty batch has no mean, and an empty gradient', () => {
    const [x, y] = [draw(1, [0, 3]), draw(2, [0, 3])]
    expect(sigmoidCrossEntropy(x, y)).toBeNaN()
    expect(sigmoidCrossEntropyBackward(x, y).shape).toEqual([0, 3])
  })

  test('targets outside 0 to 1 say so', () => {
    for (const loss of [sigmoidCrossEntropy, sigmoidCrossEntropyBackward]) {
      for (const wrong of [-1, 2, NaN]) {
        expect(() => loss(draw(1, [1, 2]), float64([0, wrong], [1, 2]))).toThrow(
          `${loss.name}: target must be numbers from 0 to 1; got ${wrong} at entry 1`,
        )
      }
    }
  })

  test('misfits are ShapeErrors', () => {
    for (const loss of [sigmoidCrossEntropy, sigmoidCrossEntropyBackward]) {
      expect(shapeErrorOf(() => loss(draw(1, [2, 3]), draw(2, [3]))).message).toBe(
        `${loss.name}: target must be of shape [2, 3]; got [3]`,
      )
    }
  })
})
