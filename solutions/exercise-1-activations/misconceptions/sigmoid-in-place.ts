import type { Misconception } from 'grade-descent/exercise'
import { sigmoid as logistic } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sigmoid overwrites its argument', zh: 'sigmoid 覆盖了自己的参数' },
  explanation: {
    en: 'The numbers are right, but they were written into x itself. The backward still needs x as it was, and so may the layer that made it. Write results into an array of their own.',
    zh: '数值是对的，但直接写进了 x 里面。反向传播还要用到原来的 x，产生 x 的那一层也可能要用。请把结果写到新的数组里。',
  },
  caughtBy: 'sigmoid-manners',
}

export function sigmoid(x: Tensor): Tensor {
  x.data.set(logistic(x).data)
  return x
}
