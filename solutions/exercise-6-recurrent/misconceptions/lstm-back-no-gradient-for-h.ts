import type { Misconception } from 'grade-descent/exercise'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No gradient is passed on to the h before', zh: '没有把梯度传给上一步的 h' },
  explanation: {
    en: 'dPrevious.h is all zeros. All four gates have looked at previous.h through recurrentWeights, and what they got goes back the same way.',
    zh: 'dPrevious.h 全是零。四个门都通过 recurrentWeights 看过 previous.h，它们得到的梯度要沿同一条路传回去。',
  },
  caughtBy: 'lstmStepBackward-gradient',
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const result = correct(dState, x, previous, parameters)
  return { ...result, dPrevious: { h: zerosLike(previous.h), c: result.dPrevious.c } }
}
