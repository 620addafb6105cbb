import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The 1 in the denominator is missing', zh: '分母里少了 1' },
  explanation: {
    en: 'Your function is exp(x), in a roundabout way: it grows without a bound. The 1 in the denominator is what keeps the sigmoid below 1.',
    zh: '你的函数其实就是 exp(x)，会无限增长。正是分母里的那个 1，使 sigmoid 不超过 1。',
  },
  caughtBy: 'sigmoid-values',
}

export function sigmoid(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => 1 / Math.exp(-value)) }
}
