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
  title: { en: 'fit: the biases are penalised too', zh: 'fit：偏置也受了惩罚' },
  explanation: {
    en: 'You add the gradient of the penalty to the biases as well. The penalty is on the weights alone: a bias only shifts, it does not make a network bend more, and pulling it to 0 costs fit for nothing.',
    zh: '你把惩罚的梯度也加到了偏置上。惩罚只针对权重：偏置只是平移，不会让网络更弯曲，把它拉向 0 只会白白损失拟合。',
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
          weights: add(weights, mul(2 * l2, current[index].weights)),
          bias: add(bias, mul(2 * l2, current[index].bias)),
        })),
    },
    layers,
    data,
    options,
  )
}
