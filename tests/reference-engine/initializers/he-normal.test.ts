import { describe, expect, test } from '@jest/globals'
import { heNormal } from '../../../reference-engine/initializers/he-normal.ts'
import { Random } from '../../../reference-engine/random.ts'

describe('heNormal', () => {
  const weights = heNormal(new Random('he'), 50, 200)

  test('is float32 [fanIn, fanOut]', () => {
    expect(weights.shape).toEqual([50, 200])
    expect(weights.dtype).toBe('float32')
    expect(weights.data.length).toBe(10000)
  })

  test('is normal with standard deviation sqrt(2 / fanIn)', () => {
    const values = [...weights.data].map((value) => value / Math.sqrt(2 / 50))
    const average = (power: number) => values.reduce((total, value) => total + value ** power, 0) / values.length
    expect(Math.abs(average(1))).toBeLessThan(4 / 100)
    expect(Math.abs(average(2) - 1)).toBeLessThan((4 * Math.SQRT2) / 100)
    expect(Math.abs(average(4) - 3)).toBeLessThan((4 * Math.sqrt(96)) / 100)
  })

  test('the seed decides', () => {
    expect(heNormal(new Random('he'), 50, 200)).toEqual(weights)
    expect(heNormal(new Random('other'), 50, 200)).not.toEqual(weights)
  })
})
