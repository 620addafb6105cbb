import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: "The parameters' gradients are divided by the batch size once more",
    zh: '参数梯度又多除了一次批次大小',
  },
  explanation: {
    en: 'Both gradients of the parameters are N times too small. The 1/N of the mean is already in dOut: it comes in once, at the loss.',
    zh: '两个参数的梯度都小了 N 倍。平均带来的 1/N 早已在 dOut 里：它只在损失那里出现一次。',
  },
  caughtBy: 'denseBackward-gradient',
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  const share = 1 / x.shape[0]
  return { dX, gradients: { weights: mul(gradients.weights, share), bias: mul(gradients.bias, share) } }
}
