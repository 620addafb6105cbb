import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is not summed over the batch', zh: '偏置梯度没有对批次求和' },
  explanation: {
    en: "gradients.bias is dOut as it came, with a row for each sample; the bias has one row for all of them. A gradient has the shape of its parameter. Every sample of the batch uses the same bias: what becomes of their paths? (The article's db = delta makes the same mistake, and NumPy's broadcasting hides it.)",
    zh: 'gradients.bias 就是原样的 dOut，每个样本一行；而偏置是所有样本共用的一行。梯度的形状应与参数相同。批次里的每个样本都用同一个偏置：它们的路该怎么办？（文章里的 db = delta 也是这个错，NumPy 的广播把它掩盖了。）',
  },
  caughtBy: 'denseBackward-gradient',
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  return { dX, gradients: { ...gradients, bias: dOut } }
}
