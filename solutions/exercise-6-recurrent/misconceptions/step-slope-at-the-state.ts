import type { Misconception } from 'grade-descent/exercise'
import { preActivations, preActivationsBackward, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tanh, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "tanh' is evaluated at the state in place of the sum", zh: "tanh' 在状态处求值，而不是在求和处" },
  explanation: {
    en: 'tanh was applied twice on the way back: `tanhBackward` was given h, or tanh was taken of h once more. It asks for what went *into* the tanh. h lies nearer to 0 than the sum did, so all your slopes are too steep.',
    zh: '反向时多取了一次 tanh：`tanhBackward` 收到的是 h，或者对 h 又取了一次 tanh。它要的是*送进* tanh 的值。h 比那个和更靠近 0，所以你的斜率都偏大。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const dZ = tanhBackward(dH, tanh(preActivations(x, hPrevious, parameters)))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}
