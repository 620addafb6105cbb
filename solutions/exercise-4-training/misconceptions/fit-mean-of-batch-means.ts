import type { Misconception } from 'grade-descent/exercise'
import { fitMlpWith, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: 'fit: a short batch counts as much as a full one', zh: 'fit：不满的批次与满的同样计数' },
  explanation: {
    en: "history.loss is the plain mean of the batches' losses. With a short last batch its samples weigh more than the others. The mean over the samples weighs each batch by its size.",
    zh: 'history.loss 是各批损失的简单平均。最后一批不满时，其中的样本就比别的样本权重大。对样本求平均，要按每批的大小加权。',
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
    { epochLoss: (losses) => losses.reduce((sum, { loss }) => sum + loss, 0) / losses.length },
    layers,
    data,
    options,
  )
}
