import { ArgumentError } from '../argument-error.ts'
import type { Weights } from '../layers/layer.ts'
import { expectNumber, expectOneOf, expectWhole } from '../expect-argument.ts'
import { earlyStopping } from '../training/early-stopping.ts'
import type { Callback } from './callback.ts'

/** `val_loss`, a `minDelta` of 0, a `patience` of 0, `auto` and no restoring unless told. */
export type EarlyStoppingOptions = {
  /** The log to watch. */
  monitor?: string
  /** By how much a value must be better than the best so far. */
  minDelta?: number
  /** Epochs without improvement before training ends; 0 is as 1. */
  patience?: number
  /** Whether less or more is better; `auto` takes more for accuracies. */
  mode?: 'auto' | 'min' | 'max'
  restoreBestWeights?: boolean
}

/**
 * Ends the training when a log no longer improves, with Keras' names and defaults. `restoreBestWeights` brings back, at the
 * end of training, the weights of the best epoch, as Keras 3 does.
 *
 * @throws ArgumentError when an option can't be, or, in training, when there is no such log
 */
export function earlyStoppingCallback(options: EarlyStoppingOptions = {}): Callback {
  const { monitor = 'val_loss', minDelta = 0, patience = 0, mode = 'auto', restoreBestWeights = false } = options
  expectWhole('earlyStoppingCallback', 'patience', patience, 0)
  expectNumber('earlyStoppingCallback', 'minDelta', minDelta, 'a number of 0 or more', (value) => value >= 0)
  expectOneOf('earlyStoppingCallback', 'mode', mode, ['auto', 'min', 'max'])
  const sign = mode === 'max' || (mode === 'auto' && /acc/i.test(monitor)) ? -1 : 1
  let values: number[] = []
  let best: Weights | null = null

  return {
    onTrainBegin() {
      values = []
      best = null
    },
    onEpochEnd(_epoch, logs, model) {
      const value = logs[monitor]
      if (value === undefined) throw noSuchLog(monitor, Object.keys(logs))
      values.push(sign * value)
      const { stoppedAt, bestEpoch } = earlyStopping(values, { patience: Math.max(1, patience), minDelta })
      if (restoreBestWeights && bestEpoch === values.length - 1) best = model.getWeights()
      if (stoppedAt !== null) model.stopTraining = true
    },
    onTrainEnd(model) {
      if (best) model.setWeights(best)
    },
  }
}

function noSuchLog(monitor: string, logs: readonly string[]): ArgumentError {
  return new ArgumentError('earlyStoppingCallback', 'monitor', `one of the logs ${logs.join(', ')}`, `'${monitor}'`)
}
