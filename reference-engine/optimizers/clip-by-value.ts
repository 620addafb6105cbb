import { expectNumber } from '../expect-argument.ts'
import { maximum, minimum } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * Every entry brought between `lowest` and `highest`.
 *
 * @throws ArgumentError unless both are numbers, and lowest is at most highest
 */
export function clipByValue(gradient: Tensor, lowest: number, highest: number): Tensor {
  expectNumber('clipByValue', 'lowest', lowest, 'a number', (value) => !Number.isNaN(value))
  expectNumber('clipByValue', 'highest', highest, `a number of ${lowest} or more`, (value) => value >= lowest)
  return minimum(maximum(gradient, lowest), highest)
}
