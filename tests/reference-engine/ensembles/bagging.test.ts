import { expect, test } from '@jest/globals'
import { bootstrapIndices, ensemblePredict, meanProbabilities } from '../../../reference-engine/ensembles/bagging.ts'
import { Random } from '../../../reference-engine/random.ts'
import { draw, expectClose, float64, shapeErrorOf } from '../support.ts'

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

test.each<[string, () => unknown]>([
  ['ensemblePredict: probabilities must be at least one tensor; got none', () => ensemblePredict([])],
  [
    'ensemblePredict: probabilities[1] must be of shape [2, 3]; got [3, 2]',
    () => ensemblePredict([draw(1, [2, 3]), draw(2, [3, 2])]),
  ],
])('%s', (message, action) => {
  expect(shapeErrorOf(action).message).toBe(message)
})
