import { expectShape } from '../expect-shape.ts'
import { div, mul, sub } from '../primitives/binary.ts'
import { max, sum } from '../primitives/reduce.ts'
import { exp } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * e^x_i / sum_j e^x_j over the last axis. The largest entry is subtracted first, which changes nothing in the quotient and
 * keeps e^x from overflowing.
 *
 * @throws ShapeError for a scalar
 */
export function softmax(x: Tensor): Tensor {
  const powers = exp(sub(x, max(x, -1, true)))
  return div(powers, sum(powers, -1, true))
}

/**
 * With s = softmax(x), ds_i / dx_j = s_i (delta_ij - s_j); hence dX = s (dOut - sum_j dOut_j s_j).
 *
 * @param dOut gradient of the loss with respect to softmax(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 */
export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  expectShape('softmaxBackward', 'dOut', dOut, x.shape)
  const s = softmax(x)
  return mul(s, sub(dOut, sum(mul(dOut, s), -1, true)))
}
