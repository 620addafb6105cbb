import { expectBoolean, expectNotNegative, expectWhole } from '../expect-argument.ts'
import type { Weights } from '../layers/layer.ts'
import { earlyStopping } from '../training/early-stopping.ts'
import type { Callback } from './callback.ts'
import { monitoredLog, type MonitorMode } from './monitored-log.ts'

/** `val_loss`, a `minDelta` of 0, a `patience` of 0, `auto` and no restoring unless told. */
export type EarlyStoppingOptions = {
  /** The log to watch. */
  monitor?: string
  /** By how much a value must be better than the best so far. */
  minDelta?: number
  /** Epochs without improvement before training ends; 0 is as 1. */
  patience?: number
  mode?: MonitorMode
  restoreBestWeights?: boolean
}

/**
 * Ends the training when a log no longer improves, with Keras' names and defaults. `restoreBestWeights` brings back, at the
 * end of training, the weights of the best epoch, as Keras 3 does. A first epoch of NaN counts as one to improve on, where
 * Keras takes it for the first without improvement.
 *
 * @throws ArgumentError when an option can't be, or, in training, when there is no such log
 */
export function earlyStoppingCallback(options: EarlyStoppingOptions = {}): Callback {
  const { monitor = 'val_loss', minDelta = 0, patience = 0, mode = 'auto', restoreBestWeights = false } = options
  expectWhole('earlyStoppingCallback', 'patience', patience, 0)
  expectNotNegative('earlyStoppingCallback', 'minDelta', minDelta)
  expectBoolean('earlyStoppingCallback', 'restoreBestWeights', restoreBestWeights)
  const read = monitoredLog('earlyStoppingCallback', monitor, mode)
  let values: number[] = []
  let best: Weights | null = null

  return {
    onTrainBegin() {
      values = []
      best = null
    },
    onEpochEnd(_epoch, logs, model) {
      values.push(read(logs))
      const { stoppedAt, bestEpoch } = earlyStopping(values, { patience: Math.max(1, patience), minDelta })
      if (restoreBestWeights && bestEpoch === values.length - 1) best = model.getWeights()
      if (stoppedAt !== null) model.stopTraining = true
    },
    onTrainEnd(model) {
      if (best) model.setWeights(best)
    },
  }
}
