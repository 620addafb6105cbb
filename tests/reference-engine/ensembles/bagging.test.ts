import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { bootstrapIndices, ensemblePredict, meanProbabilities } from '../../../reference-engine/ensembles/bagging.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { DType } from '../../../reference-engine/tensor.ts'
import { draw, drawn, expectClose, float64, seeds, shapeErrorOf } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

test('bootstrapIndices draws with replacement, each index alike', () => {
  const random = new Random('bagging')
  const sets = Array.from({ length: 100 }, () => bootstrapIndices(200, random))
  expect(sets.every((set) => set.length === 200 && set.every((index) => index >= 0 && index < 200))).toBe(true)
  // 1 - (1 - 1 / n)^n of the samples are in a set.
  const distinct = sets.reduce((sum, set) => sum + new Set(set).size, 0) / (100 * 200)
  expect(distinct).toBeCloseTo(1 - 0.995 ** 200, 2)
  const counts = new Array<number>(200).fill(0)
  sets.forEach((set) => set.forEach((index) => counts[index]++))
  // Each count is Poisson with mean 100: chi-squared with 199 degrees of freedom.
  const chiSquared = counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)
  expect(Math.abs(chiSquared - 199)).toBeLessThan(4 * Math.sqrt(2 * 199))
  expect(() => bootstrapIndices(0, random)).toThrow(
    'bootstrapIndices: count must be a whole number of 1 or more; got 0',
  )
  expect(bootstrapIndices(9, new Random(1))).toEqual(bootstrapIndices(9, new Random(1)))
})

test('the members agree by the mean of their probabilities', () => {
  const members = [
    float64([0.6, 0.4, 0.5, 0.5], [2, 2]),
    float64([0.6, 0.4, 0.4, 0.6], [2, 2]),
    float64([0, 1, 0.5, 0.5], [2, 2]),
  ]
  expectClose(meanProbabilities(members), { shape: [2, 2], data: [0.4, 0.6, 1.4 / 3, 1.6 / 3] })
  // Two of three members would have voted for class 0.
  expect(ensemblePredict(members)).toEqual(Int32Array.of(1, 1))
})

test('the mean agrees with its definition in float64 and with tf.js in float32', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.nat(3), { minLength: 2, maxLength: 3 }),
      seeds,
      (count, shape, seed) => {
        const members = (dtype: DType) =>
          Array.from({ length: count }, (_, member) => draw(`${member}/${seed}`, shape, dtype))
        const doubles = members('float64')
        const mean = Array.from(doubles[0].data, (_, i) => doubles.reduce((sum, t) => sum + t.data[i], 0) / count)
        expectClose(meanProbabilities(doubles), { shape, data: mean })
        const singles = members('float32')
        expectClose(meanProbabilities(singles), fromTf(tf.mean(tf.stack(singles.map(toTf)), 0)))
      },
    ),
    drawn,
  )
})

test.each<[string, () => unknown]>([
  ['meanProbabilities: probabilities must be at least one tensor; got none', () => meanProbabilities([])],
  ['ensemblePredict: probabilities[0] must be of rank 2, [N, C]; got [2]', () => ensemblePredict([draw(1, [2])])],
  ['ensemblePredict: probabilities must be at least one tensor; got none', () => ensemblePredict([])],
  [
    'ensemblePredict: probabilities[1] must be of shape [2, 3]; got [3, 2]',
    () => ensemblePredict([draw(1, [2, 3]), draw(2, [3, 2])]),
  ],
])('%s', (message, action) => {
  expect(shapeErrorOf(action).message).toBe(message)
})
