import type { Callback, Logs } from '../../reference-engine/callbacks/callback.ts'
import { progressCallback } from '../../reference-engine/callbacks/progress.ts'
import type { Dataset } from '../../reference-engine/datasets/dataset.ts'
import { meanLogs } from '../../reference-engine/training/mean-logs.ts'
import { duration, logWords, withBar } from './progress.ts'

/**
 * A bar for each epoch, with the means so far and the time left of all epochs; and a line at its end.
 *
 * @param batchSize samples of each batch but the last
 * @returns what to train on, and the callbacks that go with it
 */
export function trainingProgress(
  dataset: Dataset,
  batchSize: number,
  epochs: number,
): { dataset: Dataset; callbacks: Callback[] } {
  let totals = meanLogs()
  let remaining = Infinity
  const title = (epoch: number): string => `epoch ${epoch + 1}/${epochs}`
  const callbacks: Callback[] = [
    progressCallback((progress) => (remaining = progress.remaining)),
    {
      onEpochBegin: () => void (totals = meanLogs()),
      onBatchEnd: (batch: number, logs: Logs) =>
        totals.add(logs, Math.min(batchSize, dataset.size - batch * batchSize)),
      onEpochEnd: (epoch: number, logs: Logs) => {
        const left = epoch + 1 < epochs ? `, ${duration(remaining)} left` : ''
        console.error(`${title(epoch)}: ${logWords(logs)}${left}`)
      },
    },
  ]
  return { dataset: withBar(dataset, title, () => ({ logs: totals.mean(), remaining })), callbacks }
}
