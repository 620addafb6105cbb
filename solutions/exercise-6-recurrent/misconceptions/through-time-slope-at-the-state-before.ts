import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import {
  atStep,
  backThroughTime,
  forwardThroughTime,
  preActivationsBackward,
  type RecurrentParameters,
} from 'grade-descent/engine/recurrent'
import { mul, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The slope is taken at the state before the step', zh: '斜率取在这一步之前的状态处' },
  explanation: {
    en: 'The slope 1 - h² was taken with the state that went *into* the step. It belongs to the state that the step gave: of the list of states that is the next one.',
    zh: '斜率 1 - h² 用的是*进入*这一步的状态。它应当用这一步给出的状态：在状态列表里，是后一个。',
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
      const dZ = mul(dState, sub(1, square(states[t])))
      const step = preActivationsBackward(dZ, atStep(x, t), states[t], parameters)
      return { ...step, dPrevious: [step.dH] }
    },
    {},
  )
  return { dX, dH0: dInitial[0], gradients }
}
