import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
} from '../../../reference-engine/losses/softmax-cross-entropy.ts'
import { exact, exactDerivative } from '../scalar-oracle.ts'
import {
  build,
  copyOf,
  draw,
  drawn,
  entryAt,
  expectClose,
  extents,
  float64,
  int32,
  numericGradient,
  seeds,
  shapeErrorOf,
} from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const formula = 'log(exp(a) + exp(b) + exp(c)) - b'
const several = fc.integer({ min: 2, max: 6 })

function drawLabels(seed: number, samples: number, classes: number) {
  return int32(Array.from({ length: samples }, (_, sample) => (seed + 5 * sample) % classes))
}

describe('softmaxCrossEntropy', () => {
  test('is its formula in 64 digits, and so is its derivative', () => {
    const values = { a: 0.3, b: -1.2, c: 2 }
    const logits = float64([0.3, -1.2, 2], [1, 3])
    expect(softmaxCrossEntropy(logits, int32([1]))).toBeCloseTo(exact(formula, values), 14)
    const expected = ['a', 'b', 'c'].map((by) => exactDerivative(formula, by, values))
    expectClose(softmaxCrossEntropyBackward(logits, int32([1])), { shape: [1, 3], data: expected }, 1e-14)
  })

  test('is the definition by plain loops, its backward by finite differences, in float64', () => {
    fc.assert(
      fc.property(seeds, extents, several, (seed, samples, classes) => {
        const logits = draw(seed, [samples, classes])
        const labels = drawLabels(seed, samples, classes)
        const before = [copyOf(logits), copyOf(labels)]
        const losses = build([samples], ([sample]) => {
          let total = 0
          for (let other = 0; other < classes; other++) total += Math.exp(entryAt(logits, [sample, other]))
          return -Math.log(Math.exp(entryAt(logits, [sample, labels.data[sample]])) / total)
        })
        const expected = losses.data.reduce((total, loss) => total + loss, 0) / samples
        expect(Math.abs(softmaxCrossEntropy(logits, labels) - expected)).toBeLessThanOrEqual(1e-12 * expected)
        const gradient = softmaxCrossEntropyBackward(logits, labels)
        expect([logits, labels]).toEqual(before)
        expect(gradient.dtype).toBe('float64')
        expectClose(
          gradient,
          numericGradient(() => softmaxCrossEntropy(logits, labels), logits),
          1e-6,
        )
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32', () => {
    fc.assert(
      fc.property(seeds, extents, several, (seed, samples, classes) => {
        const logits = draw(seed, [samples, classes], 'float32')
        const labels = drawLabels(seed, samples, classes)
        const loss = (input: tf.Tensor) => tf.losses.softmaxCrossEntropy(tf.oneHot(toTf(labels), classes), input)
        const expected = fromTf(tf.tidy(() => loss(toTf(logits)))).data[0]
        expect(Math.abs(softmaxCrossEntropy(logits, labels) - expected)).toBeLessThanOrEqual(1e-5 * expected)
        const gradient = softmaxCrossEntropyBackward(logits, labels)
        expect(gradient.dtype).toBe('float32')
        expectClose(gradient, fromTf(tf.tidy(() => tf.grad(loss)(toTf(logits)))))
      }),
      drawn,
    )
  })

  test('equal logits cost ln C', () => {
    expect(softmaxCrossEntropy(float64([4, 4, 4, 4, 4, 4, 4, 4, 4, 4], [1, 10]), int32([3]))).toBeCloseTo(Math.LN10, 14)
  })

  test('is right at 1000 and -1000', () => {
    const logits = float64([1000, -1000, -1000, 1000], [2, 2])
    expect(softmaxCrossEntropy(logits, int32([0, 1]))).toBeCloseTo(0, 15)
    expect(softmaxCrossEntropy(logits, int32([1, 0]))).toBe(2000)
    expect([...softmaxCrossEntropyBackward(logits, int32([1, 1])).data]).toEqual([0.5, -0.5, 0, 0])
  })

  test('an empty batch has no mean, and an empty gradient', () => {
    expect(softmaxCrossEntropy(draw(1, [0, 3]), int32([]))).toBeNaN()
    expect(softmaxCrossEntropyBackward(draw(1, [0, 3]), int32([])).shape).toEqual([0, 3])
  })

  test('misfits are ShapeErrors', () => {
    const [logits, both] = [draw(1, [2, 3]), [softmaxCrossEntropy, softmaxCrossEntropyBackward]]
    for (const loss of both) {
      expect(shapeErrorOf(() => loss(logits, int32([0]))).message).toBe(
        `${loss.name}: labels must be of shape [2]; got [1]`,
      )
      expect(shapeErrorOf(() => loss(draw(1, [3]), int32([0, 1, 2]))).message).toBe(
        `${loss.name}: logits must be of rank 2, [N, C]; got [3]`,
      )
      for (const label of [3, -1, 0.5, NaN]) {
        expect(shapeErrorOf(() => loss(logits, float64([0, label]))).message).toBe(
          `${loss.name}: labels must be whole numbers from 0 to 2; got ${label} at position [1]`,
        )
      }
    }
  })
})
