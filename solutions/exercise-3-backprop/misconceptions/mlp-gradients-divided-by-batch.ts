import type { Misconception } from 'grade-descent/exercise'
import { mlpBackward as correct, type MlpCache } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Each layer divides by the batch size again', zh: '每一层都再除一次批次大小' },
  explanation: {
    en: "Every layer's parameter gradients are N times too small, N being the batch, while dX is right. dOut comes from a loss that has taken its mean already; a layer adds up what its samples contribute and divides by nothing.",
    zh: '每一层的参数梯度都小了 N 倍（N 是批次大小），而 dX 是对的。dOut 来自已经取过平均的损失；层只把各样本的贡献相加，什么都不除。',
  },
  caughtBy: 'mlpBackward-gradient',
  harmsTraining: false,
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const { dX, gradients } = correct(layers, cache, dOut)
  const batch = dOut.shape[0]
  return {
    dX,
    gradients: gradients.map(({ weights, bias }) => ({ weights: div(weights, batch), bias: div(bias, batch) })),
  }
}
