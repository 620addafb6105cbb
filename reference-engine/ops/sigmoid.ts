import { expectShape, expectTensor } from '../expect-shape.ts'
import { add, div, mul } from '../primitives/binary.ts'
import { exp, neg } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The logistic function 1 / (1 + e^-x), entry by entry. Stable: where e^-x overflows to infinity the quotient is 0.
 *
 * @param x any shape
 */
export function sigmoid(x: Tensor): Tensor {
  expectTensor('sigmoid', 'x', x)
  return div(1, add(1, exp(neg(x))))
}

/**
 * sigmoid'(x) = s (1 - s) where s = sigmoid(x); 1 - s is sigmoid(-x), which keeps its digits where s is close to 1.
 *
 * @param dOut gradient of the loss with respect to sigmoid(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 */
export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  expectTensor('sigmoidBackward', 'x', x)
  expectShape('sigmoidBackward', 'dOut', dOut, x.shape)
  return mul(dOut, mul(sigmoid(x), sigmoid(neg(x))))
}
