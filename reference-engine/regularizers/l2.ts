import { mul } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import { square } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/** lambda * sum w^2, without the half that some books have: as in Keras (Hoerl and Kennard, 1970). */
export function l2Penalty(weights: Tensor, lambda: number): number {
  return lambda * sum(square(weights)).data[0]
}

/** The gradient with respect to the weights: 2 lambda w. */
export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(2 * lambda, weights)
}
