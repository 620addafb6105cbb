import { expectBoolean, expectFunction } from '../expect-argument.ts'
import type { Callback, Logs } from './callback.ts'
import { monitoredLog, type MonitorMode } from './monitored-log.ts'

/** Takes a checkpoint's bytes, such as `(bytes) => writeWhole(path, bytes)` on Node; it is waited for. */
export type SaveCheckpoint = (bytes: Uint8Array, epoch: number, logs: Logs) => void | Promise<void>

/**
 * Hands over a checkpoint at the end of each epoch: weights, the optimizer's state and where the training stands, so that it
 * goes on after `loadCheckpoint` as if it had not stopped.
 *
 * @param saveBestOnly only when the log `monitor` is better than ever before
 * @throws ArgumentError when an option can't be, or, in training, when there is no such log
 */
export function modelCheckpoint(
  save: SaveCheckpoint,
  {
    saveBestOnly = false,
    monitor = 'val_loss',
    mode = 'auto',
  }: { saveBestOnly?: boolean; monitor?: string; mode?: MonitorMode } = {},
): Callback {
  expectFunction('modelCheckpoint', 'save', save, 'a function that takes the bytes')
  expectBoolean('modelCheckpoint', 'saveBestOnly', saveBestOnly)
  const read = monitoredLog('modelCheckpoint', monitor, mode)
  let best = Infinity
  return {
    async onEpochEnd(epoch, logs, model) {
      if (saveBestOnly) {
        const value = read(logs)
        if (!(value < best)) return
        best = value
      }
      await save(model.saveCheckpoint(epoch + 1), epoch, logs)
    },
  }
}
