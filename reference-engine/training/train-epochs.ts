import type { Callback, CallbackModel, Logs } from '../callbacks/callback.ts'
import { historyCallback, type History } from '../callbacks/history.ts'
import type { Batch, Dataset } from '../datasets/dataset.ts'
import { meanLogs } from './mean-logs.ts'

/** A model as the loop of training sees it. @internal */
export interface Trainee extends CallbackModel {
  trainOnBatch(x: Batch['x'], y: Batch['y']): Logs
}

/** @internal */
export type TrainingRun = {
  dataset: Dataset
  epochs: number
  initialEpoch: number
  callbacks: readonly Callback[]
  /** Logs of the validation data, `val_` in front; nothing where there is none. */
  validate: () => Promise<Logs>
}

/** The loop of training: epochs of batches, validation after each epoch, callbacks in their order. @internal */
export async function trainEpochs(model: Trainee, run: TrainingRun): Promise<History> {
  const { dataset, epochs, initialEpoch } = run
  const record: History = { epoch: [], history: {} }
  const callbacks = [historyCallback(record), ...run.callbacks]
  const plan = { epochs, initialEpoch, batchesPerEpoch: dataset.batchesPerEpoch, samples: dataset.size }
  model.stopTraining = false
  for (const callback of callbacks) await callback.onTrainBegin?.(plan, model)
  for (let epoch = initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
    for (const callback of callbacks) await callback.onEpochBegin?.(epoch, model)
    const logs = { ...(await trainEpoch(model, dataset.batches(epoch), callbacks)), ...(await run.validate()) }
    for (const callback of callbacks) await callback.onEpochEnd?.(epoch, logs, model)
  }
  for (const callback of callbacks) await callback.onTrainEnd?.(model)
  return record
}

async function trainEpoch(
  model: Trainee,
  batches: AsyncIterable<Batch> | Iterable<Batch>,
  callbacks: readonly Callback[],
): Promise<Logs> {
  const totals = meanLogs()
  let number = 0
  for await (const { x, y } of batches) {
    for (const callback of callbacks) await callback.onBatchBegin?.(number, model)
    const logs = model.trainOnBatch(x, y)
    totals.add(logs, x.shape[0])
    for (const callback of callbacks) await callback.onBatchEnd?.(number, logs, model)
    number++
  }
  return totals.mean()
}
