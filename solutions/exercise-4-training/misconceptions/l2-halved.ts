import type { Misconception } from 'grade-descent/exercise'
import { square, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L2 penalty is halved', zh: 'L2 惩罚多了二分之一' },
  explanation: {
    en: 'You have lambda / 2 in front of the sum, as some books do to make the derivative tidy. Here, as in Keras, it is lambda times the sum of the squares.',
    zh: '你在求和前写的是 lambda / 2，有些书这样写是为了让导数整齐。这里与 Keras 一样，是 lambda 乘平方和。',
  },
  caughtBy: 'l2Penalty-values',
  harmsTraining: false,
}

export function l2Penalty(weights: Tensor, lambda: number): number {
  return (lambda / 2) * sum(square(weights)).data[0]
}
