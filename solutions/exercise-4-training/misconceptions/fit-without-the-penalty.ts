import type { Misconception } from 'grade-descent/exercise'
import {
  crossEntropyGradients,
  fitMlpWith,
  type MlpData,
  type MlpFitOptions,
  type MlpHistory,
} from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'

export const misconception: Misconception = {
  title: { en: 'fit: the penalty has no gradient', zh: 'fit：惩罚没有进入梯度' },
  explanation: {
    en: 'Your layers move by the gradient of the cross-entropy alone: l2 changes nothing. A penalty acts through its gradient, which is added to that of each weight matrix at every step.',
    zh: '你的各层只按交叉熵的梯度移动：l2 毫无作用。惩罚是通过梯度起作用的，每一步都要加到每个权重矩阵的梯度上。',
  },
  caughtBy: 'fit-values',
  harmsTraining: false,
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  return fitMlpWith({ gradients: crossEntropyGradients }, layers, data, options)
}
