import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The states are computed anew from zeros', zh: '重新计算状态时从零开始' },
  explanation: {
    en: 'The forward pass was done again inside the backward, but from a state of zeros: all slopes are those of another sequence. Start it from h0, as the caller did.',
    zh: '反向里重新做了一遍前向，却是从零状态开始的：所有斜率都是另一个序列的。请像调用者那样从 h0 开始。',
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
  return correct(dH, x, zerosLike(h0), parameters)
}
