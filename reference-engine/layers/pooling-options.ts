import { expectOneOf } from '../expect-argument.ts'
import { placeWindows, type Pair, type SlidingWindows } from '../window.ts'
import { expectInput } from './expect-input.ts'
import type { CommonOptions } from './layer.ts'
import { pairOf, type PairOption } from './pair-option.ts'

/** `poolSize` is 2 and `strides` that of the pool unless told. */
export type PoolingOptions = CommonOptions & {
  poolSize?: PairOption
  strides?: PairOption
  padding?: 'valid' | 'same'
}

/** @internal */
export type Pooling = { poolSize: Pair; strides: Pair; padding: 'valid' | 'same' }

/** The options with Keras' defaults. @throws ArgumentError, in the name of the layer, when one can't be @internal */
export function poolingOf(layer: string, options: PoolingOptions): Pooling {
  const poolSize = pairOf(layer, 'poolSize', options.poolSize ?? 2)
  const { padding = 'valid' } = options
  expectOneOf(layer, 'padding', padding, ['valid', 'same'])
  return { poolSize, strides: pairOf(layer, 'strides', options.strides ?? poolSize), padding }
}

/** @throws ShapeError, in the name of the layer, when a sample is no image or too small for a window @internal */
export function pooledShape(layer: string, pooling: Pooling, inputShape: readonly number[]): number[] {
  expectInput(layer, inputShape, '[height, width, channels]')
  const { rows, columns } = placePool(layer, pooling, inputShape)
  return [rows.output, columns.output, inputShape[2]]
}

/** Where the windows lie on an image of this shape. @internal */
export function placePool(
  layer: string,
  { poolSize, strides, padding }: Pooling,
  shape: readonly number[],
): SlidingWindows {
  return placeWindows(layer, [1, ...shape], poolSize, strides, padding)
}
