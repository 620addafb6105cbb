import { expectNumber } from '../expect-argument.ts'
import { maximum, minimum } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * Every entry brought between `lowest` and `highest`.
 *
 * @throws ArgumentError unless lowest is at most highest
 */
export function clipByValue(gradient: Tensor, lowest: number, highest: number): Tensor {
  expectNumber('clipByValue', 'highest', highest, `a number of ${lowest} or more`, (value) => value >= lowest)
  return minimum(maximum(gradient, lowest), highest)
}
