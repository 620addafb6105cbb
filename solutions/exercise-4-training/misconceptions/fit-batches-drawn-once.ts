import type { Misconception } from 'grade-descent/exercise'
import { fitMlpWith, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { miniBatches } from 'grade-descent/engine/datasets/mini-batches'

export const misconception: Misconception = {
  title: { en: 'fit: the batches are drawn once', zh: 'fit：批次只抽了一次' },
  explanation: {
    en: 'Every epoch has the batches of the first: they are drawn before the loop over the epochs. Draw them anew inside it, so that samples meet other samples each time.',
    zh: '每一轮用的都是第一轮的批次：它们在轮次循环之前就抽好了。应在循环里面重新抽，让样本每次都与不同的样本同批。',
  },
  caughtBy: 'fit-batches',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  let drawn: Int32Array[] | null = null
  return fitMlpWith(
    { batches: (count, { batchSize, random }) => (drawn ??= miniBatches(count, batchSize, random)) },
    layers,
    data,
    options,
  )
}
