import type { Misconception } from 'grade-descent/exercise'
import { fitMlp, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: 'fit: validation is measured on the training data', zh: 'fit：在训练数据上做了验证' },
  explanation: {
    en: "Your validation numbers are those of the training data. Data that was trained on can't tell whether the network has learnt or memorised; xValidation and labelsValidation are there for that.",
    zh: '你的验证结果是在训练数据上测的。用训练过的数据看不出网络是学会了还是背下来了；xValidation 和 labelsValidation 就是为此准备的。',
  },
  caughtBy: 'fit-values',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  const { x, labels } = data
  return fitMlp(layers, { x, labels, xValidation: x, labelsValidation: labels }, options)
}
