import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, backThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The forward pass is run again for every step', zh: '每一步反向都重做一遍前向' },
  explanation: {
    en: 'To know the state that went into a step, you run the sequence again from its beginning, at each of the T steps: T (T + 1) / 2 steps in place of T. Run it once, and keep all states.',
    zh: '为了知道进入某一步的状态，你在每一步都从头把序列再跑一遍：总共 T (T + 1) / 2 步，而不是 T 步。跑一遍，把所有状态留下来即可。',
  },
  caughtBy: 'rnnBackward-timing',
  harmsTraining: false,
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const { dX, dInitial, gradients } = backThroughTime(
    'rnnBackward',
    [dH],
    ([dState], t) => {
      let before = h0
      for (let earlier = 0; earlier < t; earlier++) before = rnnStep(atStep(x, earlier), before, parameters)
      const step = rnnStepBackward(dState, atStep(x, t), before, parameters)
      return { ...step, dPrevious: [step.dHPrevious] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
