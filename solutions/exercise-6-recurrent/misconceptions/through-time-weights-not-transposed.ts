import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import {
  atStep,
  backThroughTime,
  forwardThroughTime,
  preActivations,
  type RecurrentParameters,
} from 'grade-descent/engine/recurrent'
import { matMul, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'What is carried back meets the recurrent weights untransposed', zh: '往回传时循环权重没有转置' },
  explanation: {
    en: 'From one step to the one before dZ was multiplied with recurrentWeights as it stands. The matrix is square, so nothing complains; but forwards the state met its rows, and what returns to the state comes along its columns.',
    zh: '从一步传到前一步时，dZ 直接乘了 recurrentWeights。它是方阵，所以不会报错；但前向时状态对应它的行，回到状态的梯度要沿列来收集。',
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
      const step = rnnStepBackward(dState, atStep(x, t), states[t], parameters)
      const dZ = tanhBackward(dState, preActivations(atStep(x, t), states[t], parameters))
      return { ...step, dPrevious: [matMul(dZ, parameters.recurrentWeights)] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
