import type { Text } from '../text.ts'

/** What random numbers are drawn from. */
export interface Distribution {
  /** Such as "uniform between -1 and 1", for the middle of a sentence. */
  name: Text
  mean: number
  standardDeviation: number
  /** No number lies outside of these. */
  lowest: number
  highest: number
  /** The share of numbers up to x. */
  cumulative(x: number): number
}

/** Every number between the two ends equally often. */
export function uniformDistribution(lowest: number, highest: number): Distribution {
  const [low, high] = [rounded(lowest), rounded(highest)]
  return {
    name: { en: `uniform between ${low} and ${high}`, zh: `${low} 与 ${high} 之间的均匀分布` },
    mean: (lowest + highest) / 2,
    standardDeviation: (highest - lowest) / Math.sqrt(12),
    lowest,
    highest,
    cumulative: (x) => Math.min(1, Math.max(0, (x - lowest) / (highest - lowest))),
  }
}

/** The bell curve around 0. */
export function normalDistribution(standardDeviation: number): Distribution {
  return {
    name: {
      en: `normal around 0 with standard deviation ${rounded(standardDeviation)}`,
      zh: `均值为 0、标准差为 ${rounded(standardDeviation)} 的正态分布`,
    },
    mean: 0,
    standardDeviation,
    lowest: -Infinity,
    highest: Infinity,
    cumulative: (x) => bell(x / standardDeviation),
  }
}

/** The bell curve around 0 of which nothing is left beyond two deviations (those of the whole curve). */
export function truncatedNormalDistribution(deviationOfWholeCurve: number): Distribution {
  const tail = bell(-2)
  const kept = 1 - 2 * tail
  // Of a standard normal between -2 and 2: 1 - 2 * 2 * density(2) / kept.
  const variance = 1 - (4 * Math.exp(-2)) / Math.sqrt(2 * Math.PI) / kept
  return {
    ...normalDistribution(deviationOfWholeCurve * Math.sqrt(variance)),
    lowest: -2 * deviationOfWholeCurve,
    highest: 2 * deviationOfWholeCurve,
    cumulative: (x) => Math.min(1, Math.max(0, (bell(x / deviationOfWholeCurve) - tail) / kept)),
  }
}

/** The standard normal's share up to x, to 1e-7 (Abramowitz and Stegun, 1964, 26.2.17). */
function bell(x: number): number {
  if (x < 0) return 1 - bell(-x)
  const t = 1 / (1 + 0.2316419 * x)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)))
}
