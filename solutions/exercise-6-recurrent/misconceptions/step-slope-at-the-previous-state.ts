import type { Misconception } from 'grade-descent/exercise'
import { preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { sub, mul, square, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "tanh' is taken of the state before the step", zh: "tanh' 用的是上一步的状态" },
  explanation: {
    en: 'You used 1 - hPrevious². Both states have the same shape, so nothing complains, but the tanh to go back through is the one of this step, and its output is the state after the step.',
    zh: '你用的是 1 - hPrevious²。两个状态形状相同，所以不会报错；但要穿过的是这一步的 tanh，它的输出是这一步之后的状态。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const dZ = mul(dH, sub(1, square(hPrevious)))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}
