import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No gradient flows from a later step to an earlier one', zh: '梯度没有从后面的步传到前面的步' },
  explanation: {
    en: 'Each step got its own dH and nothing else: the gradient that comes back through h was dropped. A state acts on the loss by itself *and* through every state after it. With one step all is right; with more, the early steps learn next to nothing.',
    zh: '每一步只用了自己的 dH，经 h 传回来的梯度被丢掉了。一个状态不仅自己影响损失，*还*通过之后的每个状态影响损失。只有一步时没错；步数一多，前面的步几乎学不到东西。',
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
  return correct(dH, x, h0, parameters, { steps: 1 })
}
