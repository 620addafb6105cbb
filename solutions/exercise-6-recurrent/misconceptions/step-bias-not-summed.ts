import type { Misconception } from 'grade-descent/exercise'
import { preActivations, preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is not summed over the batch', zh: '偏置梯度没有对批次求和' },
  explanation: {
    en: 'Your bias gradient is dZ itself, with a row for each sample. The bias has no such axis: one bias serves all samples, and what comes back from each of them adds up.',
    zh: '你的偏置梯度直接就是 dZ，每个样本一行。偏置并没有这个轴：所有样本共用一个偏置，从各个样本传回来的量要相加。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const dZ = tanhBackward(dH, preActivations(x, hPrevious, parameters))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients: { ...gradients, bias: dZ } }
}
