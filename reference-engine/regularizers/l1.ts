import { mul } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import { abs, sign } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/** lambda * sum |w|, which drives weights to exactly 0 (Tibshirani, 1996). */
export function l1Penalty(weights: Tensor, lambda: number): number {
  return lambda * sum(abs(weights)).data[0]
}

/** The gradient with respect to the weights: lambda * sign(w), and 0 at the kink w = 0. */
export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(lambda, sign(weights))
}
