import { describe, expect, test } from '@jest/globals'
import { glorotUniform } from '../../../reference-engine/initializers/glorot-uniform.ts'
import { Random } from '../../../reference-engine/random.ts'

describe('glorotUniform', () => {
  const limit = Math.sqrt(6 / (60 + 90))
  const weights = glorotUniform(new Random('glorot'), 60, 90)

  test('is float32 [fanIn, fanOut]', () => {
    expect(weights.shape).toEqual([60, 90])
    expect(weights.dtype).toBe('float32')
    expect(weights.data.length).toBe(5400)
    expect(glorotUniform(new Random(1), 1, 1).data.length).toBe(1)
  })

  test('fills plus and minus sqrt(6 / (fanIn + fanOut)) evenly', () => {
    const counts = new Array<number>(12).fill(0)
    for (const value of weights.data) {
      expect(Math.abs(value)).toBeLessThanOrEqual(Math.fround(limit))
      counts[Math.min(11, Math.floor((value / limit + 1) * 6))]++
    }
    const chiSquared = counts.reduce((total, count) => total + (count - 450) ** 2 / 450, 0)
    expect(chiSquared).toBeLessThan(31.3) // 0.999 quantile, 11 degrees of freedom
  })

  test('the seed decides', () => {
    expect(glorotUniform(new Random('glorot'), 60, 90)).toEqual(weights)
    expect(glorotUniform(new Random('other'), 60, 90)).not.toEqual(weights)
  })
})
