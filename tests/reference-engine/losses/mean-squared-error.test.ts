import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { meanSquaredError, meanSquaredErrorBackward } from '../../../reference-engine/losses/mean-squared-error.ts'
import { copyOf, draw, drawn, expectClose, float64, numericGradient, seeds, shapeErrorOf, shapes } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

describe('meanSquaredError', () => {
  test('is the mean over all elements by a plain loop, its backward by finite differences, in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const [prediction, target] = [draw(`p${seed}`, shape), draw(`t${seed}`, shape)]
        const before = [copyOf(prediction), copyOf(target)]
        let total = 0
        prediction.data.forEach((value, index) => (total += (value - target.data[index]) ** 2))
        const expected = total / prediction.data.length
        expect(Math.abs(meanSquaredError(prediction, target) - expected)).toBeLessThanOrEqual(1e-13 * expected)
        const gradient = meanSquaredErrorBackward(prediction, target)
        expect([prediction, target]).toEqual(before)
        expect(gradient.dtype).toBe('float64')
        expectClose(
          gradient,
          numericGradient(() => meanSquaredError(prediction, target), prediction),
          1e-7,
        )
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const [prediction, target] = [draw(`p${seed}`, shape, 'float32'), draw(`t${seed}`, shape, 'float32')]
        const loss = (input: tf.Tensor) => tf.losses.meanSquaredError(toTf(target), input)
        const expected = fromTf(tf.tidy(() => loss(toTf(prediction)))).data[0]
        expect(Math.abs(meanSquaredError(prediction, target) - expected)).toBeLessThanOrEqual(1e-5 * expected)
        const gradient = meanSquaredErrorBackward(prediction, target)
        expect(gradient.dtype).toBe('float32')
        expectClose(gradient, fromTf(tf.tidy(() => tf.grad(loss)(toTf(prediction)))))
      }),
      drawn,
    )
  })

  test("published: 0.5, the example of Keras' documentation", () => {
    expect(meanSquaredError(float64([1, 1, 1, 0], [2, 2]), float64([0, 1, 0, 0], [2, 2]))).toBe(0.5)
  })

  test('an empty batch has no mean, and an empty gradient', () => {
    const [prediction, target] = [draw(1, [0, 3]), draw(2, [0, 3])]
    expect(meanSquaredError(prediction, target)).toBeNaN()
    expect(meanSquaredErrorBackward(prediction, target).shape).toEqual([0, 3])
  })

  test('by hand', () => {
    const [prediction, target] = [float64([1, 2, 3, 4], [2, 2]), float64([0, 2, 5, 4], [2, 2])]
    expect(meanSquaredError(prediction, target)).toBe((1 + 0 + 4 + 0) / 4)
    expectClose(meanSquaredErrorBackward(prediction, target), { shape: [2, 2], data: [0.5, 0, -1, 0] })
    expect(meanSquaredError(target, target)).toBe(0)
    expect(meanSquaredError(float64([3], [1, 1]), float64([1], [1, 1]))).toBe(4)
  })

  test('shapes that differ are a ShapeError, even where they would broadcast', () => {
    expect(shapeErrorOf(() => meanSquaredError(draw(1, [3, 1]), draw(2, [3]))).message).toBe(
      'meanSquaredError: target must be of shape [3, 1]; got [3]',
    )
    expect(() => meanSquaredError(3 as never, draw(2, [3]))).toThrow(
      'meanSquaredError: prediction must be a tensor; got 3',
    )
    expect(shapeErrorOf(() => meanSquaredErrorBackward(draw(1, [3, 1]), draw(2, [3]))).message).toBe(
      'meanSquaredErrorBackward: target must be of shape [3, 1]; got [3]',
    )
  })
})
