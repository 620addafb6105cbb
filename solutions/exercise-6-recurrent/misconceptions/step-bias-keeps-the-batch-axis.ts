import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { reshape, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient keeps the axis of the batch', zh: '偏置梯度保留了批次那一轴' },
  explanation: {
    en: 'The numbers of your bias gradient are right, but its shape is [1, H]: the sum over the batch kept the axis that it summed over. A gradient has the shape of its parameter, [H]. As it is it would broadcast in the update without a word, and change the shape of the bias.',
    zh: '你的偏置梯度数值是对的，形状却是 [1, H]：对批次求和时保留了被求和的那一轴。梯度的形状应与参数相同，即 [H]。照现在这样，更新时会悄悄广播，偏置的形状也跟着变了。',
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
  const { bias } = back.gradients
  return { ...back, gradients: { ...back.gradients, bias: reshape(bias, [1, ...bias.shape]) } }
}
