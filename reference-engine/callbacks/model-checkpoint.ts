import { ArgumentError } from '../argument-error.ts'
import type { Callback, Logs } from './callback.ts'

/** Takes a checkpoint's bytes, such as `(bytes) => writeWhole(path, bytes)` on Node; it is waited for. */
export type SaveCheckpoint = (bytes: Uint8Array, epoch: number, logs: Logs) => void | Promise<void>

/**
 * Hands over a checkpoint at the end of each epoch: weights, the optimizer's state and where the training stands, so that it
 * goes on after `loadCheckpoint` as if it had not stopped.
 *
 * @param saveBestOnly only when the log `monitor` is less than ever before
 * @throws ArgumentError, in training, when there is no such log
 */
export function modelCheckpoint(
  save: SaveCheckpoint,
  { saveBestOnly = false, monitor = 'val_loss' }: { saveBestOnly?: boolean; monitor?: string } = {},
): Callback {
  let best = Infinity
  return {
    async onEpochEnd(epoch, logs, model) {
      if (saveBestOnly) {
        const value = logs[monitor]
        if (value === undefined) throw noSuchLog(monitor, Object.keys(logs))
        if (!(value < best)) return
        best = value
      }
      await save(model.saveCheckpoint(epoch + 1), epoch, logs)
    },
  }
}

function noSuchLog(monitor: string, logs: readonly string[]): ArgumentError {
  return new ArgumentError('modelCheckpoint', 'monitor', `one of the logs ${logs.join(', ')}`, `'${monitor}'`)
}
