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
  title: { en: "The recurrent weights' gradient comes from the later state", zh: '循环权重的梯度用了后一个状态' },
  explanation: {
    en: "Each step's gradient of the recurrent weights was made with the state that the step gave. The weights met the state that went in: for the first step that is h0.",
    zh: '每一步里，循环权重的梯度用的是这一步给出的状态。与权重相乘的，是进入这一步的状态；第一步则是 h0。',
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
      const recurrentWeights = matMul(states[t + 1], dZ, true, false)
      return { ...step, gradients: { ...step.gradients, recurrentWeights }, dPrevious: [step.dHPrevious] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
