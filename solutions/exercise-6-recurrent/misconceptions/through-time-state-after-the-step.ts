import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, backThroughTime, forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Each step back uses the state after it', zh: '每一步反向用的是这一步之后的状态' },
  explanation: {
    en: 'Step t was handed states[t], the state that it produced, in place of the one that went into it: an index is off by one. With h0 in front of the list, or a separate case for t = 0, it is easily got right.',
    zh: '第 t 步拿到的是它自己产生的状态，而不是进入这一步的状态：下标差了一。把 h0 放在列表最前面，或单独处理 t = 0，就不容易弄错。',
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
  const { dX, dInitial, gradients } = backThroughTime(
    'rnnBackward',
    [dH],
    ([dState], t) => {
      const step = rnnStepBackward(dState, atStep(x, t), states[t + 1], parameters)
      return { ...step, dPrevious: [step.dHPrevious] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
