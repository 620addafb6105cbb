import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No gradient is passed on to the state before', zh: '没有把梯度传给上一步的状态' },
  explanation: {
    en: 'dHPrevious is all zeros, as if the state before were a constant. It is where back-propagation *through time* goes: without it no step learns from a later one.',
    zh: 'dHPrevious 全是零，好像上一步的状态是个常数。沿*时间*的反向传播走的正是这条路：没有它，前面的步就学不到后面的任何东西。',
  },
  caughtBy: 'rnnStepBackward-gradient',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  return { ...correct(dH, x, hPrevious, parameters), dHPrevious: zerosLike(hPrevious) }
}
