import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { transpose, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The recurrent weights' gradient is transposed", zh: '循环权重的梯度转置了' },
  explanation: {
    en: 'Your gradient of recurrentWeights is the transpose of the right one: the factors stand the wrong way round. Entry [k, j] is the weight from unit k of the old state to unit j of the new one.',
    zh: '你的 recurrentWeights 的梯度是正确结果的转置：两个因子的位置放反了。元素 [k, j] 是从旧状态的单元 k 到新状态的单元 j 的权重。',
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
  const recurrentWeights = transpose(back.gradients.recurrentWeights)
  return { ...back, gradients: { ...back.gradients, recurrentWeights } }
}
