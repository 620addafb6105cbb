import type { Misconception } from 'grade-descent/exercise'
import { fitMlp, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: 'fit: the steps go uphill', zh: 'fit：步子走向上坡' },
  explanation: {
    en: 'You add the gradient: the loss grows from epoch to epoch. The gradient points to where the loss grows fastest; training goes the other way.',
    zh: '你加上了梯度：损失一轮比一轮大。梯度指向损失增长最快的方向，训练要往反方向走。',
  },
  caughtBy: 'fit-values',
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  return fitMlp(layers, data, { ...options, learningRate: -options.learningRate })
}
