import type { Misconception } from 'grade-descent/exercise'
import { preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The tanh is left out on the way back', zh: '反向时漏掉了 tanh' },
  explanation: {
    en: 'dH went straight into the products. Between the state and the sum there is a tanh, which passes on only as much as its slope at that place; for a saturated unit almost nothing.',
    zh: 'dH 直接进入了两个乘积。状态与和之间隔着一个 tanh，它只按那一处的斜率传回梯度；对饱和的单元几乎什么都不传。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const dZ = dH
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}
