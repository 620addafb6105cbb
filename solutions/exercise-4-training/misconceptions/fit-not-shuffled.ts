import type { Misconception } from 'grade-descent/exercise'
import { fitMlpWith, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { cutInBatches } from 'grade-descent/engine/datasets/mini-batches'

export const misconception: Misconception = {
  title: { en: 'fit: the samples are not shuffled', zh: 'fit：没有打乱样本' },
  explanation: {
    en: 'The batches of your training hold the samples in the order in which they lie, in every epoch. Draw them with miniBatches, anew each epoch.',
    zh: '你的训练里，每一轮的批次都按样本存放的次序排列。请用 miniBatches 抽取，每轮重新抽。',
  },
  caughtBy: 'fit-batches',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  return fitMlpWith(
    {
      batches: (count, { batchSize }) =>
        cutInBatches(
          Int32Array.from({ length: count }, (_, index) => index),
          batchSize,
        ),
    },
    layers,
    data,
    options,
  )
}
