import type { Callback } from './callback.ts'

/** What `fit` gives back, as in Keras: the epochs, and each log's value at the end of each. */
export type History = { epoch: number[]; history: { [log: string]: number[] } }

/** Writes the logs of each epoch into `record`. */
export function historyCallback(record: History): Callback {
  return {
    onEpochEnd(epoch, logs) {
      record.epoch.push(epoch)
      for (const [name, value] of Object.entries(logs)) (record.history[name] ??= []).push(value)
    },
  }
}
