import { expectFunction } from '../expect-argument.ts'
import type { Callback, Logs, TrainingPlan } from './callback.ts'

/** How far the training is; times in milliseconds. `batches` are those of one epoch, and `remaining` is until the end of all. */
export type Progress = {
  epoch: number
  epochs: number
  batch: number
  batches: number
  logs: Logs
  elapsed: number
  remaining: number
}

/**
 * Reports after each batch and each epoch. The time left is what the batches so far took, for those to come.
 *
 * @param now a clock in milliseconds
 * @throws ArgumentError when report is no function
 */
export function progressCallback(
  report: (progress: Progress) => void,
  now: () => number = () => performance.now(),
): Callback {
  expectFunction('progressCallback', 'report', report, 'a function that takes the progress')
  let plan: TrainingPlan = { epochs: 0, initialEpoch: 0, batchesPerEpoch: 0, samples: 0 }
  let startedAt = 0
  let currentEpoch = 0

  const tell = (batchesDone: number, logs: Logs): void => {
    const { epochs, initialEpoch, batchesPerEpoch } = plan
    const done = (currentEpoch - initialEpoch) * batchesPerEpoch + batchesDone
    const elapsed = now() - startedAt
    const remaining = (elapsed / done) * ((epochs - initialEpoch) * batchesPerEpoch - done)
    report({ epoch: currentEpoch, epochs, batch: batchesDone, batches: batchesPerEpoch, logs, elapsed, remaining })
  }

  return {
    onTrainBegin(given) {
      plan = given
      startedAt = now()
    },
    onEpochBegin: (epoch) => void (currentEpoch = epoch),
    onBatchEnd: (batch, logs) => tell(batch + 1, logs),
    onEpochEnd: (_epoch, logs) => tell(plan.batchesPerEpoch, logs),
  }
}
