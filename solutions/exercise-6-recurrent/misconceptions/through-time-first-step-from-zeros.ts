import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, backThroughTime, forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The first step is undone from a state of zeros', zh: '反向到第一步时用了零状态' },
  explanation: {
    en: 'All steps are right but the first: there the state before it was taken for zeros. It is h0.',
    zh: '其他步都对，只有第一步不对：把它之前的状态当成了零。它应当是 h0。',
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
      const before = t === 0 ? zerosLike(h0) : states[t]
      const step = rnnStepBackward(dState, atStep(x, t), before, parameters)
      return { ...step, dPrevious: [step.dHPrevious] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
