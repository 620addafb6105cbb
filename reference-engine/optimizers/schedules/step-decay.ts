import { expectPositive } from '../../expect-argument.ts'

/**
 * initialRate * dropRate ^ floor(step / dropEvery): the rate drops by dropRate at once, every dropEvery steps.
 *
 * @throws ArgumentError unless dropEvery is greater than 0
 */
export function stepDecay(
  initialRate: number,
  step: number,
  { dropRate, dropEvery }: { dropRate: number; dropEvery: number },
): number {
  expectPositive('stepDecay', 'dropEvery', dropEvery)
  return initialRate * dropRate ** Math.floor(step / dropEvery)
}
