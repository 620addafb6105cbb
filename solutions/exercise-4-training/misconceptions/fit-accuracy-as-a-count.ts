import type { Misconception } from 'grade-descent/exercise'
import { fitMlp, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: 'fit: the accuracy is a number of samples', zh: 'fit：准确率成了样本个数' },
  explanation: {
    en: 'Your validationAccuracy counts the samples that were right. An accuracy is a fraction, from 0 to 1: divide by how many there were.',
    zh: '你的 validationAccuracy 是答对的样本个数。准确率是 0 到 1 的比例：要除以样本总数。',
  },
  caughtBy: 'fit-values',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  const { layers: trained, history } = fitMlp(layers, data, options)
  const samples = data.labelsValidation.shape[0]
  const validationAccuracy = history.validationAccuracy.map((fraction) => fraction * samples)
  return { layers: trained, history: { ...history, validationAccuracy } }
}
