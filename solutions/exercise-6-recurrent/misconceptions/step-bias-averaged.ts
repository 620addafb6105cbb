import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is averaged over the batch', zh: '偏置梯度对批次取了平均' },
  explanation: {
    en: 'You took the mean of dZ over the batch where the sum belongs. Every sample uses the same bias, and what comes back along N paths adds up. The 1/N of a mean loss is already inside dH.',
    zh: '你对 dZ 沿批次取了平均，而这里应当求和。每个样本用的是同一个偏置，沿 N 条路传回来的量要相加。平均损失的那个 1/N 已经在 dH 里了。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const back = correct(dH, x, hPrevious, parameters)
  const bias = div(back.gradients.bias, x.shape[0])
  return { ...back, gradients: { ...back.gradients, bias } }
}
