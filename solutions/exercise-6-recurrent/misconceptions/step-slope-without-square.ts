import type { Misconception } from 'grade-descent/exercise'
import { preActivations, preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { sub, mul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The slope of tanh lacks the square', zh: 'tanh 的斜率里漏了平方' },
  explanation: {
    en: 'You used 1 - h. The slope of tanh in terms of its output has the square of h in it, and so is the same for h and -h.',
    zh: '你用的是 1 - h。用输出来表示的 tanh 斜率里是 h 的平方，因此对 h 和 -h 都一样。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const dZ = mul(dH, sub(1, tanh(preActivations(x, hPrevious, parameters))))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}
