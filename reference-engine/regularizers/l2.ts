import { mul } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import { square } from '../primitives/unary.ts'
import { expectPenalty } from './expect-penalty.ts'
import type { Tensor } from '../tensor.ts'

/**
 * lambda * sum w^2, without the half that some books have: as in Keras (Hoerl and Kennard, 1970).
 *
 * @param weights w, any shape
 * @throws ArgumentError unless lambda is a finite number of 0 or more
 */
export function l2Penalty(weights: Tensor, lambda: number): number {
  expectPenalty('l2Penalty', weights, lambda)
  return lambda * sum(square(weights)).data[0]
}

/**
 * The gradient with respect to the weights, of their shape: 2 lambda w.
 *
 * @throws ArgumentError unless lambda is a finite number of 0 or more
 */
export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  expectPenalty('l2PenaltyBackward', weights, lambda)
  return mul(2 * lambda, weights)
}
