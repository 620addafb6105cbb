import type { Misconception } from 'grade-descent/exercise'
import { mean, square, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L2 penalty is a mean', zh: 'L2 惩罚取了平均' },
  explanation: {
    en: 'You take the mean of the squares. The penalty is their sum: otherwise a weight in a large layer would cost less than one in a small layer.',
    zh: '你对平方取了平均。惩罚是平方和，否则大层里的一个权重就比小层里的便宜。',
  },
  caughtBy: 'l2Penalty-values',
  harmsTraining: false,
}

export function l2Penalty(weights: Tensor, lambda: number): number {
  return lambda * mean(square(weights)).data[0]
}
