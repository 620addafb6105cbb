import type { Tensor } from '../tensor.ts'

/** Samples and their targets, along the first axis of both. */
export type Batch = { x: Tensor; y: Tensor }

/** Batches to train on, anew each epoch. The same epoch always gives the same batches, so that training can be resumed. */
export interface Dataset {
  /** Samples of an epoch. */
  readonly size: number
  /** Batches of an epoch. */
  readonly batchesPerEpoch: number
  batches(epoch: number): AsyncIterable<Batch> | Iterable<Batch>
}
