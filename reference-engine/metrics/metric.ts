import type { Tensor } from '../tensor.ts'

/** A metric for `Sequential.compile`: a number that is the mean over a batch's samples. */
export interface Metric {
  readonly name: string
  value(prediction: Tensor, target: Tensor): number
}
