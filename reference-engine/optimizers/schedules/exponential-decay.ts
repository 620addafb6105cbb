import { expectNotNegative, expectPositive } from '../../expect-argument.ts'

/**
 * initialRate * decayRate ^ (step / decaySteps): the rate shrinks by decayRate every decaySteps steps, smoothly.
 *
 * @throws ArgumentError unless initialRate and step are 0 or more, decayRate and decaySteps greater than 0
 */
export function exponentialDecay(
  initialRate: number,
  step: number,
  { decayRate, decaySteps }: { decayRate: number; decaySteps: number },
): number {
  expectNotNegative('exponentialDecay', 'initialRate', initialRate)
  expectNotNegative('exponentialDecay', 'step', step)
  expectPositive('exponentialDecay', 'decayRate', decayRate)
  expectPositive('exponentialDecay', 'decaySteps', decaySteps)
  return initialRate * decayRate ** (step / decaySteps)
}
