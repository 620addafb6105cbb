import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { accuracy } from '../../../reference-engine/metrics/accuracy.ts'
import { binaryAccuracy } from '../../../reference-engine/metrics/binary-accuracy.ts'
import { confusionMatrix } from '../../../reference-engine/metrics/confusion-matrix.ts'
import { topKAccuracy } from '../../../reference-engine/metrics/top-k-accuracy.ts'
import { sum } from '../../../reference-engine/primitives/reduce.ts'
import { draw, drawn, entryAt, float64, int32, seeds, shapeErrorOf } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const classNumbers = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 30 })

describe('confusionMatrix', () => {
  test('agrees with tf.js', () => {
    fc.assert(
      fc.property(classNumbers, (pairs) => {
        const [labels, predictions] = [0, 1].map((side) => int32(pairs.map((pair) => pair[side])))
        const expected = tf.math.confusionMatrix(toTf(labels) as tf.Tensor1D, toTf(predictions) as tf.Tensor1D, 4)
        expect(confusionMatrix(labels, predictions, 4)).toEqual(fromTf(expected))
      }),
      drawn,
    )
  })

  test('rows are the true classes, by hand', () => {
    const matrix = confusionMatrix(int32([0, 0, 0, 1]), int32([0, 1, 1, 1]), 2)
    expect([matrix.shape, matrix.dtype, [...matrix.data]]).toEqual([[2, 2], 'int32', [1, 2, 0, 1]])
    expect(sum(matrix).data[0]).toBe(4)
  })

  test.each<[string, () => unknown]>([
    [
      'confusionMatrix: labels must be class numbers from 0 to 1; got 2 at position [1]',
      () => confusionMatrix(int32([0, 2]), int32([0, 0]), 2),
    ],
    [
      'confusionMatrix: predictions must be class numbers from 0 to 1; got -1 at position [0]',
      () => confusionMatrix(int32([0]), int32([-1]), 2),
    ],
    ['confusionMatrix: predictions must be of shape [2]; got [1]', () => confusionMatrix(int32([0, 1]), int32([0]), 2)],
  ])('%s', (message, action) => {
    expect(shapeErrorOf(action).message).toBe(message)
  })
})

describe('topKAccuracy', () => {
  test('is the share of labels among the first k when sorted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 }), seeds, (k, classes, seed) => {
        const logits = draw(seed, [5, classes])
        const labels = int32([0, 1, 2, 3, 4].map((sample) => (sample + seed) % classes))
        const hits = [0, 1, 2, 3, 4].filter((sample) => {
          const order = Array.from({ length: classes }, (_, index) => index)
          order.sort((a, b) => entryAt(logits, [sample, b]) - entryAt(logits, [sample, a]))
          return order.slice(0, k).includes(labels.data[sample])
        })
        expect(topKAccuracy(logits, labels, k)).toBe(hits.length / 5)
        if (k === 1) expect(topKAccuracy(logits, labels, k)).toBe(accuracy(logits, labels))
      }),
      drawn,
    )
  })

  test('of equal logits the first class is ahead', () => {
    const equal = float64([1, 1, 1], [1, 3])
    expect([0, 1, 2].map((label) => topKAccuracy(equal, int32([label]), 2))).toEqual([1, 1, 0])
  })

  test('refuses k = 0', () => {
    expect(() => topKAccuracy(float64([1], [1, 1]), int32([0]), 0)).toThrow('k must be a whole number of 1 or more')
  })
})

test('binaryAccuracy agrees with tf.js; 0.5 itself counts as 0', () => {
  const probabilities = draw('p', [20, 1], 'float32')
  const targets = { ...probabilities, data: Float32Array.from({ length: 20 }, (_, index) => index % 2) as never }
  const expected = tf.metrics.binaryAccuracy(toTf(targets), toTf(probabilities)).mean().dataSync()[0]
  expect(binaryAccuracy(probabilities, targets)).toBeCloseTo(expected, 6)
  expect(binaryAccuracy(float64([0.5, 0.51]), float64([0, 1]))).toBe(1)
})
