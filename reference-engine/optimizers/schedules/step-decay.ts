import { expectNotNegative, expectPositive } from '../../expect-argument.ts'

/**
 * initialRate * dropRate ^ floor(step / dropEvery): the rate drops by dropRate at once, every dropEvery steps.
 *
 * @throws ArgumentError unless initialRate and step are 0 or more, dropRate and dropEvery greater than 0
 */
export function stepDecay(
  initialRate: number,
  step: number,
  { dropRate, dropEvery }: { dropRate: number; dropEvery: number },
): number {
  expectNotNegative('stepDecay', 'initialRate', initialRate)
  expectNotNegative('stepDecay', 'step', step)
  expectPositive('stepDecay', 'dropRate', dropRate)
  expectPositive('stepDecay', 'dropEvery', dropEvery)
  return initialRate * dropRate ** Math.floor(step / dropEvery)
}
