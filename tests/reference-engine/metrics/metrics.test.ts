import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { lossByName } from '../../../reference-engine/losses/loss-by-name.ts'
import { accuracy } from '../../../reference-engine/metrics/accuracy.ts'
import { binaryAccuracy } from '../../../reference-engine/metrics/binary-accuracy.ts'
import { confusionMatrix } from '../../../reference-engine/metrics/confusion-matrix.ts'
import { metricByName, type MetricName } from '../../../reference-engine/metrics/metric-by-name.ts'
import { topKAccuracy } from '../../../reference-engine/metrics/top-k-accuracy.ts'
import { oneHot } from '../../../reference-engine/primitives/gather.ts'
import { sum } from '../../../reference-engine/primitives/reduce.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
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

describe('metricByName agrees with tf.metrics', () => {
  const loss = lossByName('meanSquaredError')
  const rows = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 7 }), seeds)
  const expectAgreement = (
    name: MetricName,
    targetOf: (samples: number, classes: number, seed: number) => Tensor,
    theirs: (target: tf.Tensor, prediction: tf.Tensor) => tf.Tensor,
  ): void =>
    fc.assert(
      fc.property(rows, ([samples, classes, seed]) => {
        const prediction = draw(seed, [samples, classes], 'float32')
        const target = targetOf(samples, classes, seed)
        const expected = theirs(toTf(target), toTf(prediction)).mean().dataSync()[0]
        const { name: own, value } = metricByName(name, loss, [classes])
        expect(own).toBe(name)
        const received = value(prediction, target)
        expect(Math.abs(received - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, expected))
      }),
      drawn,
    )
  const labels = (samples: number, classes: number, seed: number) =>
    int32(Array.from({ length: samples }, (_, sample) => (sample * 5 + seed) % classes))
  const rowsOf = (samples: number, classes: number, seed: number) => oneHot(labels(samples, classes, seed), classes)
  const numbers = (samples: number, classes: number, seed: number) => draw(`y${seed}`, [samples, classes], 'float32')

  test('categoricalAccuracy', () => expectAgreement('categoricalAccuracy', rowsOf, tf.metrics.categoricalAccuracy))
  test('accuracy', () => expectAgreement('accuracy', rowsOf, tf.metrics.categoricalAccuracy))
  test('sparseCategoricalAccuracy', () =>
    expectAgreement('sparseCategoricalAccuracy', labels, (target, prediction) =>
      tf.metrics.sparseCategoricalAccuracy(tf.expandDims(target, 1), prediction),
    ))
  test('binaryAccuracy', () => expectAgreement('binaryAccuracy', rowsOf, tf.metrics.binaryAccuracy))
  test('meanSquaredError', () => expectAgreement('meanSquaredError', numbers, tf.metrics.meanSquaredError))
  test('mse', () => expectAgreement('mse', numbers, tf.metrics.meanSquaredError))
  test('sparseTopKCategoricalAccuracy', () =>
    expectAgreement('sparseTopKCategoricalAccuracy', labels, (target, prediction) => {
      const { indices } = tf.topk(prediction, Math.min(5, prediction.shape[1] ?? 0))
      return tf.any(tf.equal(indices, tf.expandDims(target, 1)), 1)
    }))
})

test('of no samples every one is no number', () => {
  expect(topKAccuracy(draw(1, [0, 3]), int32([]), 2)).toBeNaN()
  expect(binaryAccuracy(draw(1, [0, 1]), draw(1, [0, 1]))).toBeNaN()
  expect([...confusionMatrix(int32([]), int32([]), 2).data]).toEqual([0, 0, 0, 0])
})

test.each<[string, () => unknown]>([
  [
    'topKAccuracy: labels must be whole numbers from 0 to 2; got 3 at position [0]',
    () => topKAccuracy(draw(1, [1, 3]), int32([3]), 1),
  ],
  ['topKAccuracy: labels must be of shape [1]; got [2]', () => topKAccuracy(draw(1, [1, 3]), int32([0, 1]), 1)],
  ['binaryAccuracy: targets must be of shape [2]; got [1]', () => binaryAccuracy(draw(1, [2]), draw(1, [1]))],
  ['binaryAccuracy: threshold must be a number; got NaN', () => binaryAccuracy(draw(1, [2]), draw(1, [2]), NaN)],
  [
    'confusionMatrix: classes must be a whole number of 1 or more; got 0',
    () => confusionMatrix(int32([]), int32([]), 0),
  ],
  [
    'confusionMatrix: labels must be of rank 1, [N]; got [1, 1]',
    () => confusionMatrix(int32([0], [1, 1]), int32([0]), 1),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})

test('binaryAccuracy agrees with tf.js; 0.5 itself counts as 0', () => {
  const probabilities = draw('p', [20, 1], 'float32')
  const targets = { ...probabilities, data: Float32Array.from({ length: 20 }, (_, index) => index % 2) as never }
  const expected = tf.metrics.binaryAccuracy(toTf(targets), toTf(probabilities)).mean().dataSync()[0]
  expect(binaryAccuracy(probabilities, targets)).toBeCloseTo(expected, 6)
  expect(binaryAccuracy(float64([0.5, 0.51]), float64([0, 1]))).toBe(1)
})
