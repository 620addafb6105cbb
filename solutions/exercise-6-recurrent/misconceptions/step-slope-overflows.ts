import type { Misconception } from 'grade-descent/exercise'
import { preActivations, preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { sub, mul, square, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "Infinity divided by infinity in tanh'", zh: "tanh' 中出现了无穷除以无穷" },
  explanation: {
    en: 'The slope is 1 - h², but h was computed anew as a quotient of exponentials. Far from 0 it is Infinity divided by Infinity, NaN, where the slope is 0. Whatever the forward needs to stay finite, the backward needs too.',
    zh: '斜率写成了 1 - h²，但其中的 h 是用指数的商重新算的。离 0 很远时是 Infinity 除以 Infinity，得 NaN，而真正的斜率是 0。前向为保持有限所做的处理，反向同样需要。',
  },
  caughtBy: 'rnnStepBackward-stability',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const z = preActivations(x, hPrevious, parameters)
  const quotient = (value: number) => (Math.exp(value) - Math.exp(-value)) / (Math.exp(value) + Math.exp(-value))
  const h = { ...z, data: z.data.map(quotient) }
  const dZ = mul(dH, sub(1, square(h)))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}
