import type { Misconception } from 'grade-descent/exercise'
import { fitMlpWith, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { miniBatches } from 'grade-descent/engine/datasets/mini-batches'

export const misconception: Misconception = {
  title: { en: 'fit: one batch an epoch', zh: 'fit：一轮只用了一批' },
  explanation: {
    en: 'Each epoch ends after its first batch with you. An epoch goes through all the batches, with a step after each.',
    zh: '你的每一轮在第一批之后就结束了。一轮要走完所有批次，每批之后走一步。',
  },
  caughtBy: 'fit-batches',
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  return fitMlpWith(
    { batches: (count, { batchSize, random }) => miniBatches(count, batchSize, random).slice(0, 1) },
    layers,
    data,
    options,
  )
}
