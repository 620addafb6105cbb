import { expectNotNegative, expectNumber, expectPositive } from '../../expect-argument.ts'

/**
 * Half a cosine from initialRate at step 0 down to lowest * initialRate at decaySteps, and that from there on (Loshchilov and
 * Hutter, 2017; Keras' CosineDecay, where `lowest` is `alpha`):
 *
 *     initialRate * (lowest + (1 - lowest) * (1 + cos(pi * step / decaySteps)) / 2)
 *
 * @throws ArgumentError unless initialRate and step are 0 or more, decaySteps greater than 0 and lowest from 0 to 1
 */
export function cosineDecay(
  initialRate: number,
  step: number,
  { decaySteps, lowest = 0 }: { decaySteps: number; lowest?: number },
): number {
  expectNotNegative('cosineDecay', 'initialRate', initialRate)
  expectNotNegative('cosineDecay', 'step', step)
  expectPositive('cosineDecay', 'decaySteps', decaySteps)
  expectNumber('cosineDecay', 'lowest', lowest, 'a number from 0 to 1', (value) => value >= 0 && value <= 1)
  const progress = Math.min(step, decaySteps) / decaySteps
  return initialRate * (lowest + ((1 - lowest) * (1 + Math.cos(Math.PI * progress))) / 2)
}
