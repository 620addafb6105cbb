import type { Misconception } from 'grade-descent/exercise'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'h and c are exchanged in dPrevious', zh: 'dPrevious 里 h 与 c 对调了' },
  explanation: {
    en: 'Both gradients are right, but each is under the name of the other.',
    zh: '两个梯度都对，但名字互换了。',
  },
  caughtBy: 'lstmStepBackward-gradient',
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const { dX, dPrevious, gradients } = correct(dState, x, previous, parameters)
  return { dX, dPrevious: { h: dPrevious.c, c: dPrevious.h }, gradients }
}
