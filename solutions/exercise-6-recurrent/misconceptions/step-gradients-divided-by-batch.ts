import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The parameters' gradients are divided by the batch size", zh: '参数梯度除以了批次大小' },
  explanation: {
    en: 'All three parameter gradients are exactly N times too small, and N is the batch. A layer does not know how the loss is averaged: whoever computed it has put its 1/N into dH.',
    zh: '三个参数梯度都恰好小了 N 倍，N 就是批次大小。损失怎样取平均，层并不知道：算损失的一方已经把 1/N 放进了 dH。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const { dX, dHPrevious, gradients } = correct(dH, x, hPrevious, parameters)
  const samples = x.shape[0]
  return {
    dX,
    dHPrevious,
    gradients: {
      inputWeights: div(gradients.inputWeights, samples),
      recurrentWeights: div(gradients.recurrentWeights, samples),
      bias: div(gradients.bias, samples),
    },
  }
}
