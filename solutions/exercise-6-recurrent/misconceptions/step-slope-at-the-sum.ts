import type { Misconception } from 'grade-descent/exercise'
import { preActivations, preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { sub, mul, square, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "tanh' is taken of the sum as if it were the state", zh: "把求和结果当成状态来求 tanh'" },
  explanation: {
    en: 'You computed 1 - z² with z, the sum before the tanh. The short form 1 - h² holds for h = tanh(z), what came out. With z it can even turn negative, which a slope of tanh never is.',
    zh: '你算的是 1 - z²，z 是 tanh 之前的和。简写 1 - h² 里的 h = tanh(z) 是输出的值。换成 z 甚至会得到负数，而 tanh 的斜率从不为负。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const dZ = mul(dH, sub(1, square(preActivations(x, hPrevious, parameters))))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}
