import type { Misconception } from 'grade-descent/exercise'
import { preActivations, preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The state's gradient does not meet the recurrent weights", zh: '传给前一状态的梯度没有乘循环权重' },
  explanation: {
    en: 'What you return as dHPrevious is dZ, the gradient at the sum. On its way into the sum the state was multiplied by the recurrent weights, so its gradient goes back through them. The shapes are the same, which is why nothing complained.',
    zh: '你作为 dHPrevious 返回的是 dZ，即和处的梯度。状态是乘着循环权重进到和里的，它的梯度也要从这些权重传回去。两者形状相同，所以没有任何报错。',
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
  const { dX, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious: dZ, gradients }
}
