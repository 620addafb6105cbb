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
  title: { en: "fit: the penalty's gradient lacks its 2", zh: 'fit：惩罚的梯度漏了 2' },
  explanation: {
    en: 'You add l2 times the weights. The penalty is l2 * sum w^2, whose slope has a factor 2: use your l2PenaltyBackward.',
    zh: '你加的是 l2 乘权重。惩罚是 l2 * sum w^2，它的斜率里有因子 2：用你写的 l2PenaltyBackward 就好。',
  },
  caughtBy: 'fit-values',
  harmsTraining: false,
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
          weights: add(weights, mul(l2, current[index].weights)),
          bias,
        })),
    },
    layers,
    data,
    options,
  )
}
