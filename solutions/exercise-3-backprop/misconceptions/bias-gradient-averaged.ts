import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is averaged over the batch', zh: '偏置梯度对批次取了平均' },
  explanation: {
    en: 'You took the mean of dOut over the batch where the sum belongs. Every sample uses the same bias, so the bias reaches the loss along N paths, and what comes back along them adds up. The 1/N of a mean loss is already inside dOut; taking it again makes the bias learn N times too slowly, and only the bias.',
    zh: '你对 dOut 沿批次取了平均，而这里应当求和。每个样本用的是同一个偏置，所以偏置通过 N 条路影响损失，各条路传回来的量要相加。平均损失的那个 1/N 已经在 dOut 里了；再除一次，偏置就学得慢了 N 倍，而且只有偏置变慢。',
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
  return { dX, gradients: { ...gradients, bias: div(gradients.bias, x.shape[0]) } }
}
