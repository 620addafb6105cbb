import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { matMul, tanh, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: "The recurrent weights' gradient comes from the state after the step",
    zh: '循环权重的梯度用了这一步之后的状态',
  },
  explanation: {
    en: "You multiplied dZ with the state that came out of the step. What recurrentWeights met in the forward pass was the state before it, and a weight's gradient is made of what the weight was multiplied with.",
    zh: '你用 dZ 乘的是这一步输出的状态。前向时与 recurrentWeights 相乘的是上一步的状态；权重的梯度由与它相乘的量构成。',
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
  const z = preActivations(x, hPrevious, parameters)
  const recurrentWeights = matMul(tanh(z), tanhBackward(dH, z), true, false)
  return { ...back, gradients: { ...back.gradients, recurrentWeights } }
}
