import type { Misconception } from 'grade-descent/exercise'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No gradient is passed on to the old memory', zh: '没有把梯度传给旧记忆' },
  explanation: {
    en: 'dPrevious.c is all zeros. The way along the memory is what an LSTM is for: on it gradients reach steps that lie far back.',
    zh: 'dPrevious.c 全是零。沿着记忆的这条路正是 LSTM 的意义所在：梯度靠它才能到达很早的步。',
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
  return { ...result, dPrevious: { h: result.dPrevious.h, c: zerosLike(previous.c) } }
}
