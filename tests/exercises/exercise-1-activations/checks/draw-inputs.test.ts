import { describe, expect, test } from '@jest/globals'
import {
  drawExtreme,
  drawExtremeRows,
  drawKinks,
  drawOnGrid,
} from '../../../../exercises/exercise-1-activations/checks/draw-inputs.ts'
import { Random } from '../../../../reference-engine/random.ts'

const randoms = Array.from({ length: 50 }, (_, seed) => new Random(`draw-inputs ${seed}`))

describe.each([
  ['drawExtreme', (random: Random) => drawExtreme(random, [3, 5])],
  ['drawExtremeRows', (random: Random) => drawExtremeRows(random, [3, 5], 1)],
] as const)('%s', (_, draw) => {
  test('stays within +-1000, in numbers that float32 holds, labelled float64', () => {
    for (const random of randoms) {
      const { data, dtype, shape } = draw(random)
      expect({ dtype, shape }).toEqual({ dtype: 'float64', shape: [3, 5] })
      expect(data.every((value) => Math.abs(value) <= 1000 && Math.fround(value) === value)).toBe(true)
    }
  })
})

test('drawExtreme has both ends and a steep place in every case', () => {
  for (const random of randoms) {
    const { data } = drawExtreme(random, [7])
    expect(data.some((value) => value === 1000)).toBe(true)
    expect(data.some((value) => value === -1000)).toBe(true)
    expect(data.some((value) => Math.abs(value) <= 0.5)).toBe(true)
  }
})

test('drawExtremeRows has a row near 1000 and one near -1000', () => {
  for (const random of randoms) {
    const { data } = drawExtremeRows(random, [3, 5], 0)
    expect(data.slice(0, 5).every((value) => value >= 994)).toBe(true)
    expect(data.slice(5, 10).every((value) => value <= -994)).toBe(true)
  }
})

test('drawKinks has zeros, and others on both sides', () => {
  for (const random of randoms) {
    const { data } = drawKinks(random, [4, 9])
    expect(data[0]).toBe(0)
    expect(data.some((value) => value > 0)).toBe(true)
    expect(data.some((value) => value < 0)).toBe(true)
  }
})

test('drawOnGrid: a shift by 100 is exact, in float32 too', () => {
  for (const random of randoms) {
    for (const value of drawOnGrid(random, [4, 9]).data) {
      expect(Math.fround(Math.fround(value) + 100) - 100).toBe(value)
    }
  }
})
