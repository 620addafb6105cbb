import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import {
  atStep,
  backThroughTime,
  forwardThroughTime,
  preActivations,
  preActivationsBackward,
  type RecurrentParameters,
} from 'grade-descent/engine/recurrent'
import { tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'What is carried back does not meet the recurrent weights', zh: '往回带的梯度没有乘循环权重' },
  explanation: {
    en: 'What is carried to the step before is dZ itself. The state went into the sum multiplied by the recurrent weights; on the way back it meets them again, transposed. With as many units as units no shape tells.',
    zh: '往前一步带的直接就是 dZ。状态是乘着循环权重进到和里的，往回走时还要与它们（转置后）相乘。两边都是 H 个单元，从形状上看不出来。',
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
      const dZ = tanhBackward(dState, preActivations(atStep(x, t), states[t], parameters))
      const step = preActivationsBackward(dZ, atStep(x, t), states[t], parameters)
      return { ...step, dPrevious: [dZ] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
