import type { Misconception } from 'grade-descent/exercise'
import {
  crossEntropyGradients,
  fitMlpWith,
  type MlpData,
  type MlpFitOptions,
  type MlpHistory,
} from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { add, mul } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'fit: the gradient is summed over the batch', zh: 'fit：梯度对批次求了和' },
  explanation: {
    en: "Your step is the batch's size times too long: the gradient of the loss is a mean over the samples, and you have their sum. The learning rate would have to be chosen anew for every batch size.",
    zh: '你的步子放大了批大小那么多倍：损失的梯度是对样本的平均，而你用的是它们的和。那样每换一个批大小，学习率都得重选。',
  },
  caughtBy: 'fit-values',
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  return fitMlpWith(
    {
      gradients: (current, x, labels, { l2 }) =>
        crossEntropyGradients(current, x, labels).map(({ weights, bias }, index) => ({
          weights: add(mul(x.shape[0], weights), mul(2 * l2, current[index].weights)),
          bias: mul(x.shape[0], bias),
        })),
    },
    layers,
    data,
    options,
  )
}
