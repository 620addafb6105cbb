import type { Misconception } from 'grade-descent/exercise'
import { fitMlpWith, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: 'fit: the history holds the loss of the last batch', zh: 'fit：历史里是最后一批的损失' },
  explanation: {
    en: 'history.loss is the loss of the last batch of the epoch. That is a few samples, chosen by chance; what is asked for is the mean over all of them.',
    zh: 'history.loss 是一轮里最后一批的损失。那只是碰巧抽到的几个样本；要的是对全部样本的平均。',
  },
  caughtBy: 'fit-batches',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  return fitMlpWith({ epochLoss: (losses) => losses[losses.length - 1].loss }, layers, data, options)
}
