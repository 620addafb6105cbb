import type { Distribution } from './distributions.ts'

export interface SampleStatistics {
  count: number
  mean: number
  standardDeviation: number
  /** Mean of the numbers without their signs. */
  meanMagnitude: number
  lowest: number
  highest: number
  /** How many different numbers there are. */
  different: number
}

/** @param numbers at least one */
export function statisticsOf(numbers: ArrayLike<number>): SampleStatistics {
  const sorted = new Float64Array(numbers).sort()
  const count = sorted.length
  const mean = meanOf(sorted, (value) => value)
  const different = sorted.reduce(
    (found, value, index) => found + (index > 0 && value === sorted[index - 1] ? 0 : 1),
    0,
  )
  return {
    count,
    mean,
    standardDeviation: different === 1 ? 0 : Math.sqrt(meanOf(sorted, (value) => (value - mean) ** 2)),
    meanMagnitude: meanOf(sorted, Math.abs),
    lowest: sorted[0],
    highest: sorted[count - 1],
    different,
  }
}

/** Where a sample's shares differ most from a distribution's (Kolmogorov and Smirnov). */
export interface LargestGap {
  gap: number
  at: number
  /** Share of the sample up to `at`, and the one that the distribution has. */
  share: number
  expected: number
}

/** @param numbers at least one, none of them NaN */
export function largestGap(numbers: ArrayLike<number>, { cumulative }: Distribution): LargestGap {
  const sorted = new Float64Array(numbers).sort()
  let largest: LargestGap = { gap: -1, at: 0, share: 0, expected: 0 }
  for (let index = 0; index < sorted.length; index++) {
    const at = sorted[index]
    const expected = cumulative(at)
    for (const share of [index / sorted.length, (index + 1) / sorted.length]) {
      const gap = Math.abs(share - expected)
      if (gap > largest.gap) largest = { gap, at, share, expected }
    }
  }
  return largest
}

function meanOf(numbers: Float64Array, transform: (value: number) => number): number {
  return numbers.reduce((sum, value) => sum + transform(value), 0) / numbers.length
}
