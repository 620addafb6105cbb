import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import { atStep, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Only the last dH is used', zh: '只用了最后一步的 dH' },
  explanation: {
    en: 'The gradient starts at the last step and is carried back rightly, but the dH of the earlier steps never joins it. Here every state reaches the loss directly too: what is carried and what arrives are added, at each step.',
    zh: '梯度从最后一步出发，往回传也没错，但前面各步的 dH 从未加进来。这里每个状态也直接影响损失：每一步都要把传回来的与到达这一步的相加。',
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
  const length = x.shape[1]
  const own = Array.from({ length }, (_, t) => (t === length - 1 ? atStep(dH, t) : zerosLike(h0)))
  return correct(stackSteps(own), x, h0, parameters)
}
