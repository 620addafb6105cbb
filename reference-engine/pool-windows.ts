import { expectObject, expectOneOf } from './expect-argument.ts'
import { expectLayout } from './expect-shape.ts'
import type { Tensor } from './tensor.ts'
import { expectPair, placeWindows, type Pair, type SlidingWindows } from './window.ts'

/** Strides of the pool's own size and no padding unless told, as in Keras. What doesn't fill a window is left out with 'valid'. */
export type PoolOptions = { poolSize: Pair; strides?: Pair; padding?: 'valid' | 'same' }

/**
 * Where the windows of a pool lie on x.
 *
 * @param x [N, H, W, C]
 * @throws ShapeError when x has another rank or is too small for one window
 * @throws ArgumentError when an option can't be
 * @internal
 */
export function placePool(functionName: string, x: Tensor, options: PoolOptions): SlidingWindows {
  expectObject(functionName, 'options', options, '{ poolSize, strides?, padding? }')
  const { poolSize, strides = poolSize, padding = 'valid' } = options
  expectLayout(functionName, 'x', x, ['N', 'H', 'W', 'C'])
  expectPair(functionName, 'poolSize', poolSize, 1)
  expectOneOf(functionName, 'padding', padding, ['valid', 'same'])
  return placeWindows(functionName, x.shape, poolSize, strides, padding)
}

/** [N, output height, output width, C] @internal */
export function pooledShape({ samples, rows, columns }: SlidingWindows, x: Tensor): number[] {
  return [samples, rows.output, columns.output, x.shape[3]]
}
