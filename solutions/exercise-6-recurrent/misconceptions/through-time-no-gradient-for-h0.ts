import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'h0 gets no gradient', zh: 'h0 没有得到梯度' },
  explanation: {
    en: 'dH0 is all zeros. h0 went into the first step as any state goes into the next; what is left in your hand after step 0 is its gradient.',
    zh: 'dH0 全是零。h0 进入第一步，就像别的状态进入下一步一样；走完第 0 步后，手里剩下的就是它的梯度。',
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
  return { ...correct(dH, x, h0, parameters), dH0: zerosLike(h0) }
}
