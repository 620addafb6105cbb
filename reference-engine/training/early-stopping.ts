import { expectNumber, expectWhole } from '../expect-argument.ts'

/** Epochs without improvement before training stops, and by how much a loss must be lower to be one. */
export type Patience = { patience: number; minDelta: number }

/**
 * When training should have stopped. An epoch improves when its loss < the best so far - minDelta (the first always does, NaN
 * never); training stops with the epoch that completes `patience` epochs in a row without improvement.
 *
 * @param validationLosses one an epoch, from epoch 0
 * @returns `stoppedAt`: that epoch, null when there is none; `bestEpoch`: the last that improved before it
 * @throws ArgumentError unless patience is 1 or more and minDelta 0 or more
 */
export function earlyStopping(
  validationLosses: readonly number[],
  { patience, minDelta }: Patience,
): { stoppedAt: number | null; bestEpoch: number } {
  expectWhole('earlyStopping', 'patience', patience, 1)
  expectNumber('earlyStopping', 'minDelta', minDelta, 'a number of 0 or more', (value) => value >= 0)
  let bestEpoch = 0
  for (let epoch = 1; epoch < validationLosses.length; epoch++) {
    if (improves(validationLosses[epoch], validationLosses[bestEpoch], minDelta)) bestEpoch = epoch
    if (epoch - bestEpoch >= patience) return { stoppedAt: epoch, bestEpoch }
  }
  return { stoppedAt: null, bestEpoch }
}

/** A best that is NaN, which only the first epoch's can be, is improved by any number. */
function improves(loss: number, best: number, minDelta: number): boolean {
  return Number.isNaN(best) ? !Number.isNaN(loss) : loss < best - minDelta
}
