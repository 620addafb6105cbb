import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import {
  atStep,
  backThroughTime,
  forwardThroughTime,
  preActivationsBackward,
  type RecurrentParameters,
} from 'grade-descent/engine/recurrent'
import { type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No step goes back through its tanh', zh: '每一步反向都没有经过 tanh' },
  explanation: {
    en: 'The gradient at each state was taken for the gradient at the sum. Between them stands the tanh, at every step: its slope is a factor of each dZ.',
    zh: '每个状态处的梯度被直接当成了和处的梯度。两者之间隔着 tanh，每一步都是：每个 dZ 都要乘上它的斜率。',
  },
  caughtBy: 'rnnBackward-gradient',
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
      const step = preActivationsBackward(dState, atStep(x, t), states[t], parameters)
      return { ...step, dPrevious: [step.dH] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
