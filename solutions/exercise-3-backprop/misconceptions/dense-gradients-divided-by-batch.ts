import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: "The parameters' gradients are divided by the batch size once more",
    zh: '参数梯度又多除了一次批次大小',
  },
  explanation: {
    en: 'Both parameter gradients are exactly N times too small, and N is the batch. A layer does not know how the loss is averaged, and must not: whoever computed the loss has put its 1/N into dOut. A layer only adds up what its samples contribute.',
    zh: '两个参数梯度都恰好小了 N 倍，N 就是批次大小。损失怎样取平均，层并不知道，也不该管：算损失的一方已经把 1/N 放进了 dOut。层只负责把各样本的贡献加起来。',
  },
  caughtBy: 'denseBackward-gradient',
  harmsTraining: false,
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  const batch = x.shape[0]
  return { dX, gradients: { weights: div(gradients.weights, batch), bias: div(gradients.bias, batch) } }
}
