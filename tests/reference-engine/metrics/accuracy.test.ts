import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { accuracy } from '../../../reference-engine/metrics/accuracy.ts'
import { draw, drawn, extents, float64, int32, seeds, shapeErrorOf } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

describe('accuracy', () => {
  test('is the fraction of the samples whose largest logit is at the label', () => {
    const logits = float64([3, 1, 2, 0, 0, 5, -1, -2, -3], [3, 3])
    expect(accuracy(logits, int32([0, 2, 0]))).toBe(1)
    expect(accuracy(logits, int32([0, 2, 1]))).toBe(2 / 3)
    expect(accuracy(logits, int32([1, 0, 2]))).toBe(0)
  })

  test('agrees with tf.metrics, in both dtypes', () => {
    fc.assert(
      fc.property(extents, extents, seeds, (samples, classes, seed) => {
        const logits = draw(seed, [samples, classes], 'float32')
        const labels = int32(Array.from({ length: samples }, (_, sample) => (sample * 7 + seed) % classes))
        const expected = tf.metrics
          .categoricalAccuracy(
            tf.oneHot(toTf(labels).as1D(), Math.max(2, classes)).slice([0, 0], [-1, classes]),
            toTf(logits),
          )
          .mean()
          .dataSync()[0]
        expect(accuracy(logits, labels)).toBeCloseTo(expected, 6)
        expect(accuracy({ ...logits, dtype: 'float64', data: Float64Array.from(logits.data) as never }, labels)).toBe(
          accuracy(logits, labels),
        )
      }),
      { ...drawn, examples: [[1, 1, 1]] },
    )
  })

  test('agrees with tf.js on drawn logits', () => {
    const logits = draw('logits', [200, 10], 'float32')
    const labels = int32(Array.from({ length: 200 }, (_, sample) => sample % 10))
    const hits = fromTf(tf.tidy(() => tf.sum(tf.equal(tf.argMax(toTf(logits), 1), toTf(labels))))).data[0]
    expect(accuracy(logits, labels)).toBe(hits / 200)
    expect(hits).toBeGreaterThan(0)
  })

  test('a single sample, a single class', () => {
    expect(accuracy(float64([-4], [1, 1]), int32([0]))).toBe(1)
  })

  test('of no samples is no number', () => {
    expect(accuracy(draw(1, [0, 3]), int32([]))).toBeNaN()
  })

  test('misfits are ShapeErrors', () => {
    expect(shapeErrorOf(() => accuracy(draw(1, [2, 3]), int32([0, 3]))).message).toBe(
      'accuracy: labels must be whole numbers from 0 to 2; got 3 at position [1]',
    )
    expect(shapeErrorOf(() => accuracy(draw(1, [2, 3]), int32([0]))).message).toBe(
      'accuracy: labels must be of shape [2]; got [1]',
    )
    expect(shapeErrorOf(() => accuracy(draw(1, [3]), int32([0]))).message).toBe(
      'accuracy: logits must be of rank 2, [N, C]; got [3]',
    )
  })
})
