import type { Misconception } from 'grade-descent/exercise'
import { fitMlp, type MlpData, type MlpFitOptions, type MlpHistory } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: 'fit: one epoch is missing', zh: 'fit：少训练了一轮' },
  explanation: {
    en: 'The last epoch leaves no trace in the layers: they are as they were before it, while the history counts it.',
    zh: '最后一轮没有在参数上留下痕迹：各层还是那一轮之前的样子，历史却把它算上了。',
  },
  caughtBy: 'fit-values',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  const { history } = fitMlp(layers, data, options)
  return { layers: fitMlp(layers, data, { ...options, epochs: options.epochs - 1 }).layers, history }
}
