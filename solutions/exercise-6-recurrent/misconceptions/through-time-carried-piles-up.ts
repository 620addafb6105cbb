import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, backThroughTime, forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'What is carried back is never cleared', zh: '往回带的梯度从不清零，越积越多' },
  explanation: {
    en: "What comes back out of a step was added to what had come back before. But that has already been spent: it went into the later step, and is part of what this step hands back. What is carried is replaced at each step; only the parameters' gradients add up.",
    zh: '每一步传回来的梯度，被加到了之前传回来的梯度上。可那一份已经用掉了：它进了后面那一步，已经包含在这一步传回来的量里。往回带的梯度每一步都要换成新的；要累加的只有参数的梯度。',
  },
  caughtBy: 'rnnBackward-gradient',
  harmsTraining: false,
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const states = [h0, ...forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))]
  let carried = zerosLike(h0)
  const { dX, gradients } = backThroughTime(
    'rnnBackward',
    [dH],
    (_, t) => {
      const step = rnnStepBackward(add(atStep(dH, t), carried), atStep(x, t), states[t], parameters)
      carried = add(carried, step.dHPrevious)
      return { ...step, dPrevious: [carried] }
    },
    {},
  )
  return { dX, dH0: carried, gradients }
}
