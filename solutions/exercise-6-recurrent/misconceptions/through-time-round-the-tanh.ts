import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, backThroughTime, forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { matMul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'What is carried back goes round the tanh', zh: '往回传的梯度绕过了 tanh' },
  explanation: {
    en: 'From one step to the one before you carried dState times the transposed recurrentWeights. recurrentWeights stands before the tanh: what reaches it is dZ, after the slope has been multiplied in.',
    zh: '从一步传到前一步时，你带的是 dState 乘转置的 recurrentWeights。recurrentWeights 在 tanh 之前：到达它的是已经乘过斜率的 dZ。',
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
      const step = rnnStepBackward(dState, atStep(x, t), states[t], parameters)
      return { ...step, dPrevious: [matMul(dState, parameters.recurrentWeights, false, true)] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
