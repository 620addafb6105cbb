import type { Misconception } from 'grade-descent/exercise'
import { clipByGlobalNorm as correct } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradients are scaled in place', zh: '就地缩放了传入的梯度' },
  explanation: {
    en: "The result is right, but the caller's own gradients have been scaled too. Whoever looks at them afterwards, say to log how long they were, sees other numbers. Make new tensors.",
    zh: '结果是对的，但调用者手里的梯度也被缩放了。之后再去看它们的人（比如要记录它们原来有多长）看到的是别的数。请新建张量。',
  },
  caughtBy: 'clipByGlobalNorm-manners',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  correct(gradients, maxNorm).forEach(({ data }, index) => gradients[index].data.set(data))
  return [...gradients]
}
