import type { Weights } from '../layers/layer.ts'

/** Means over an epoch, or the value of a batch, by name: `loss`, `accuracy`, `val_loss`, ... */
export type Logs = { readonly [name: string]: number }

/** What is about to be trained. */
export type TrainingPlan = { epochs: number; initialEpoch: number; batchesPerEpoch: number; samples: number }

/** What a callback may see and change of the model. */
export interface CallbackModel {
  /** Set to true, it ends the training after this epoch. */
  stopTraining: boolean
  learningRate: number
  /** Steps done so far, in all epochs. */
  readonly iterations: number
  getWeights(): Weights
  setWeights(weights: Weights): void
  saveCheckpoint(epochsDone: number): Uint8Array
}

/** Called while `fit` trains, with tf.layers' names; each may be left out, and each is waited for. */
export interface Callback {
  onTrainBegin?(plan: TrainingPlan, model: CallbackModel): void | Promise<void>
  onEpochBegin?(epoch: number, model: CallbackModel): void | Promise<void>
  onBatchBegin?(batch: number, model: CallbackModel): void | Promise<void>
  onBatchEnd?(batch: number, logs: Logs, model: CallbackModel): void | Promise<void>
  onEpochEnd?(epoch: number, logs: Logs, model: CallbackModel): void | Promise<void>
  onTrainEnd?(model: CallbackModel): void | Promise<void>
}
