import { expectShape } from '../expect-shape.ts'
import { mul, sub } from '../primitives/binary.ts'
import { max, sum } from '../primitives/reduce.ts'
import { exp, log } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'
import { expectClasses, softmax } from './softmax.ts'

/**
 * ln softmax(x) = x_i - ln sum_j e^x_j over the last axis. The largest entry is subtracted first, so that nothing overflows and
 * a probability too small for its dtype still has a finite logarithm.
 *
 * @param x [..., C]
 * @returns shape of x
 * @throws ShapeError for a scalar, and when there is no class
 */
export function logSoftmax(x: Tensor): Tensor {
  expectClasses('logSoftmax', x)
  const shifted = sub(x, max(x, -1, true))
  return sub(shifted, log(sum(exp(shifted), -1, true)))
}

/**
 * d ln s_i / dx_j = delta_ij - s_j where s = softmax(x); hence dX = dOut - s sum_j dOut_j.
 *
 * @param dOut gradient of the loss with respect to logSoftmax(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 */
export function logSoftmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  expectClasses('logSoftmaxBackward', x)
  expectShape('logSoftmaxBackward', 'dOut', dOut, x.shape)
  return sub(dOut, mul(softmax(x), sum(dOut, -1, true)))
}
