import { describe, expect, test } from '@jest/globals'
import { median, medianOfPairs } from '../../bench/statistics.ts'

describe('median', () => {
  test('is the middle one, whatever the order', () => expect(median([9, 1, 5])).toBe(5))

  test('is between the two in the middle', () => expect(median([10, 1, 2, 4])).toBe(3))

  test('leaves its numbers as they are', () => {
    const numbers = [3, 1, 2]
    median(numbers)
    expect(numbers).toEqual([3, 1, 2])
  })
})

describe('medianOfPairs', () => {
  test('takes the ratio of each turn first: a machine at half speed in one turn changes nothing', () => {
    expect(medianOfPairs([10, 20, 10], [20, 40, 20])).toBe(0.5)
    // The ratio of the medians would be 10 / 40.
    expect(medianOfPairs([10, 10, 40], [40, 20, 40])).toBe(0.5)
  })

  test('leaves out turns that only one of them took', () => {
    expect(medianOfPairs([10, undefined, 30], [undefined, 5, 10])).toBe(3)
    expect(medianOfPairs([10, 99, 99], [5])).toBe(2)
  })

  test('is undefined without a common turn', () => expect(medianOfPairs([1], [])).toBeUndefined())
})
