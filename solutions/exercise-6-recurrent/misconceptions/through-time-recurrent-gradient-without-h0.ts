import type { Misconception } from 'grade-descent/exercise'
import { rnnStep, rnnStepBackward } from 'grade-descent/engine/ops/rnn'
import { atStep, backThroughTime, forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The recurrent weights' gradient lacks the first step", zh: '循环权重的梯度少了第一步' },
  explanation: {
    en: 'recurrentWeights got what steps 1 to T - 1 send back, but nothing of step 0. There it was multiplied with h0, which is a state like any other. With h0 = 0 nothing would show.',
    zh: 'recurrentWeights 得到了第 1 到 T - 1 步的梯度，却没有第 0 步的。那一步与它相乘的是 h0，和其他状态没有区别。若 h0 = 0 就看不出来。',
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
      if (t > 0) return { ...step, dPrevious: [step.dHPrevious] }
      const recurrentWeights = zerosLike(parameters.recurrentWeights)
      return { ...step, dPrevious: [step.dHPrevious], gradients: { ...step.gradients, recurrentWeights } }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
