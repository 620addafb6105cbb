import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The slope is multiplied into the caller's dH", zh: '把斜率直接乘进了调用者的 dH' },
  explanation: {
    en: "The numbers are right, but dZ was written into the caller's dH. Whoever still needs that gradient finds it changed. Make a new tensor for dZ.",
    zh: '数值是对的，但 dZ 写进了调用者的 dH。谁还要用这个梯度，都会发现它变了。请为 dZ 新建张量。',
  },
  caughtBy: 'rnnStepBackward-manners',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const back = correct(dH, x, hPrevious, parameters)
  dH.data.set(tanhBackward(dH, preActivations(x, hPrevious, parameters)).data)
  return back
}
