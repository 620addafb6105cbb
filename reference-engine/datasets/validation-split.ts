import { expectFraction, expectWhole } from '../expect-argument.ts'

/**
 * As Keras splits: the first floor(count * (1 - fraction)) samples train, the rest, the last ones, validate; nothing is
 * shuffled before.
 *
 * @returns the indices of both parts, ascending
 * @throws ArgumentError unless count is whole and 0 <= fraction < 1
 */
export function validationSplit(count: number, fraction: number): { train: Int32Array; validation: Int32Array } {
  expectWhole('validationSplit', 'count', count, 0)
  expectFraction('validationSplit', 'fraction', fraction)
  const splitAt = Math.floor(count * (1 - fraction))
  const indices = Int32Array.from({ length: count }, (_, index) => index)
  return { train: indices.slice(0, splitAt), validation: indices.slice(splitAt) }
}
