import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, backThroughTime, forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'dH0 is the gradient at the first state', zh: 'dH0 给的是第一个状态的梯度' },
  explanation: {
    en: 'What you return as dH0 is the gradient that arrives at the state *after* step 0. To reach h0 it still has to go through that step, its tanh and its weights.',
    zh: '你作为 dH0 返回的，是到达第 0 步*之后*那个状态的梯度。要到 h0，还得穿过这一步的 tanh 和权重。',
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
  let dFirst = zerosLike(h0)
  const { dX, gradients } = backThroughTime(
    'rnnBackward',
    [dH],
    ([dState], t) => {
      dFirst = dState
      const step = rnnStepBackward(dState, atStep(x, t), states[t], parameters)
      return { ...step, dPrevious: [step.dHPrevious] }
    },
    {},
  )
  return { dX, dH0: dFirst, gradients }
}
