import type { LstmState } from 'grade-descent/engine/ops/lstm'
import { concat } from 'grade-descent/engine/primitives/concat'
import { slice } from 'grade-descent/engine/primitives/slice'
import { zerosLike, type Tensor } from 'grade-descent/engine/tensor'
import type { LstmCase } from './draw-cases.ts'

/** By which tensors of its state an LSTM step reaches the loss: the last step of a sequence by h alone, most by both. */
export type Reached = 'h' | 'c' | 'both'

export type ReachedLstmCase = [...LstmCase, reached: Reached]

/** In turn over the cases. */
export const reachedBy: readonly Reached[] = ['both', 'h', 'c', 'both', 'both']

/** What the upstream gradient meets, as one tensor: h, c, or both side by side. */
export function outputOf({ h, c }: LstmState, reached: Reached): Tensor {
  return reached === 'both' ? concat([h, c], 1) : reached === 'h' ? h : c
}

/** The upstream gradient as gradients of h and c; zeros for what does not reach the loss. */
export function dStateOf(dOut: Tensor, { h, c }: LstmState, reached: Reached): LstmState {
  if (reached === 'h') return { h: dOut, c: zerosLike(c) }
  if (reached === 'c') return { h: zerosLike(h), c: dOut }
  const size = [...h.shape]
  return { h: slice(dOut, [0, 0], size), c: slice(dOut, [0, size[1]], size) }
}
