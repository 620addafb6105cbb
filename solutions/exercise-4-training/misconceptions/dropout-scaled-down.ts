import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import { mul, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: what is kept is scaled down', zh: 'dropout：保留的部分被缩小了' },
  explanation: {
    en: 'You multiply what is kept by 1 - rate where you should divide: it shrinks twice, once by the dropping and once by the scaling. Multiplying belongs to the other kind of dropout, at test time.',
    zh: '该除以 1 - rate 的地方你乘了它：丢弃缩小一次，缩放又缩小一次。相乘属于另一种写法，而且是在测试时。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const { output, mask } = correct(x, rate, random, training)
  const factor = training ? (1 - rate) ** 2 : 1
  return { output: mul(output, factor), mask: mul(mask, factor) }
}
