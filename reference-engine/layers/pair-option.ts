import { expectPair, type Pair } from '../window.ts'

/** One number stands for both: height and width alike. */
export type PairOption = number | Pair

/** @throws ArgumentError, in the name of the layer and its option, unless it is one or two whole numbers of 1 or more @internal */
export function pairOf(layer: string, option: string, value: PairOption): Pair {
  const pair: Pair = typeof value === 'number' ? [value, value] : value
  expectPair(layer, option, pair, 1)
  return pair
}
