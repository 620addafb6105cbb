import { expectPositive } from '../../expect-argument.ts'

/**
 * initialRate * decayRate ^ (step / decaySteps): the rate shrinks by decayRate every decaySteps steps, smoothly.
 *
 * @throws ArgumentError unless decaySteps is greater than 0
 */
export function exponentialDecay(
  initialRate: number,
  step: number,
  { decayRate, decaySteps }: { decayRate: number; decaySteps: number },
): number {
  expectPositive('exponentialDecay', 'decaySteps', decaySteps)
  return initialRate * decayRate ** (step / decaySteps)
}
