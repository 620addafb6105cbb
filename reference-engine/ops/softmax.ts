import { expectShape, expectTensor, formatShape } from '../expect-shape.ts'
import { div, mul, sub } from '../primitives/binary.ts'
import { max, sum } from '../primitives/reduce.ts'
import { exp } from '../primitives/unary.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'

/**
 * e^x_i / sum_j e^x_j over the last axis. The largest entry is subtracted first, which changes nothing in the quotient and
 * keeps e^x from overflowing.
 *
 * @param x [..., C]
 * @returns shape of x
 * @throws ShapeError for a scalar, and when there is no class
 */
export function softmax(x: Tensor): Tensor {
  expectClasses('softmax', x)
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
  expectClasses('softmaxBackward', x)
  expectShape('softmaxBackward', 'dOut', dOut, x.shape)
  const s = softmax(x)
  return mul(s, sub(dOut, sum(mul(dOut, s), -1, true)))
}

/** @throws ShapeError unless x has a last axis with at least one class */
export function expectClasses(functionName: string, x: Tensor): void {
  expectTensor(functionName, 'x', x)
  if (x.shape.length > 0 && x.shape[x.shape.length - 1] > 0) return
  throw new ShapeError(functionName, 'x', '[..., C] of at least one class', formatShape(x.shape))
}
