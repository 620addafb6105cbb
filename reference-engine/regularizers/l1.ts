import { mul } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import { abs, sign } from '../primitives/unary.ts'
import { expectPenalty } from './expect-penalty.ts'
import type { Tensor } from '../tensor.ts'

/**
 * lambda * sum |w|, which drives weights to exactly 0 (Tibshirani, 1996).
 *
 * @param weights w, any shape
 * @throws ArgumentError unless lambda is a finite number of 0 or more
 */
export function l1Penalty(weights: Tensor, lambda: number): number {
  expectPenalty('l1Penalty', weights, lambda)
  return lambda * sum(abs(weights)).data[0]
}

/**
 * The gradient with respect to the weights, of their shape: lambda * sign(w), and 0 at the kink w = 0.
 *
 * @throws ArgumentError unless lambda is a finite number of 0 or more
 */
export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  expectPenalty('l1PenaltyBackward', weights, lambda)
  return mul(lambda, sign(weights))
}
