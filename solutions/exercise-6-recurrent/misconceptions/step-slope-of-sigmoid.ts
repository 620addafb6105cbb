import type { Misconception } from 'grade-descent/exercise'
import { preActivations, preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { sub, mul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The sigmoid's slope is used for tanh", zh: '把 sigmoid 的斜率用在了 tanh 上' },
  explanation: {
    en: 'h (1 - h) is the slope of the logistic function in terms of its output. The state came out of a tanh, and the slope of that is another one; for a negative state yours is even negative.',
    zh: 'h (1 - h) 是 logistic 函数用输出表示的斜率。状态是 tanh 的输出，tanh 的斜率不是这个；状态为负时，你的斜率甚至成了负数。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const h = tanh(preActivations(x, hPrevious, parameters))
  const dZ = mul(dH, mul(h, sub(1, h)))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}
