import type { Tensor } from '../tensor.ts'
import { add, div, mul, sub } from './binary.ts'
import { mean } from './reduce.ts'
import { sqrt, square } from './unary.ts'

type Moments = { mean: Tensor; variance: Tensor }

/** Mean and (biased) variance over `axes`, which stay as extents of 1. @throws ShapeError when there is no such axis @internal */
export function moments(x: Tensor, axes: readonly number[]): Moments {
  const center = mean(x, axes, true)
  return { mean: center, variance: mean(square(sub(x, center)), axes, true) }
}

/** (x - mean) / sqrt(variance + epsilon); mean and variance broadcast. @throws ShapeError when they don't @internal */
export function standardize(x: Tensor, { mean: center, variance }: Moments, epsilon: number): Tensor {
  return div(sub(x, center), sqrt(add(variance, epsilon)))
}

/**
 * The gradient through `standardize(x, moments(x, axes), epsilon)`, where mean and variance depend on x too: with its output s,
 * dX = (dOut - mean(dOut) - s mean(dOut s)) / sqrt(variance + epsilon) (Ioffe and Szegedy, 2015, section 3, put together).
 *
 * @internal
 */
export function standardizeBackward(dOut: Tensor, x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const own = moments(x, axes)
  const s = standardize(x, own, epsilon)
  const centered = sub(dOut, mean(dOut, axes, true))
  const along = mul(s, mean(mul(dOut, s), axes, true))
  return div(sub(centered, along), sqrt(add(own.variance, epsilon)))
}
