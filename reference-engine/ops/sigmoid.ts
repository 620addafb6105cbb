import { expectShape } from '../expect-shape.ts'
import { add, div, mul, sub } from '../primitives/binary.ts'
import { exp, neg } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/** The logistic function 1 / (1 + e^-x), entry by entry. Stable: where e^-x overflows to infinity the quotient is 0. */
export function sigmoid(x: Tensor): Tensor {
  return div(1, add(1, exp(neg(x))))
}

/**
 * sigmoid'(x) = s (1 - s) where s = sigmoid(x).
 *
 * @param dOut gradient of the loss with respect to sigmoid(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 */
export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  expectShape('sigmoidBackward', 'dOut', dOut, x.shape)
  const s = sigmoid(x)
  return mul(dOut, mul(s, sub(1, s)))
}
