import type { Tensor } from '../tensor.ts'

/** A loss for `Sequential.compile`: the mean over a batch's samples, and its gradient with respect to the prediction. */
export interface Loss {
  readonly name: string
  /** Targets are class numbers, not one-hot rows. */
  readonly sparse?: boolean
  /** The kernel in `kernels/assembly/losses.ts` that computes it, where there is one. */
  readonly kernel?: string
  value(prediction: Tensor, target: Tensor): number
  gradient(prediction: Tensor, target: Tensor): Tensor
}
