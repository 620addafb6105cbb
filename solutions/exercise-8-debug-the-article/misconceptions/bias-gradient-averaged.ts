import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is averaged over the batch', zh: '偏置梯度对批次取了平均' },
  explanation: {
    en: 'The bias gradient is N times too small. If the loss is a mean over the batch, its 1/N is already in dOut; a layer only adds up the paths.',
    zh: '偏置的梯度小了 N 倍。如果损失是对批次的平均，1/N 早已包含在 dOut 里；一层只负责把各条路加起来。',
  },
  caughtBy: 'denseBackward-gradient',
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  return { dX, gradients: { ...gradients, bias: mul(gradients.bias, 1 / x.shape[0]) } }
}
