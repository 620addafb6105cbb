import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L2 penalty lacks lambda', zh: 'L2 惩罚漏了 lambda' },
  explanation: {
    en: 'The sum of the squares alone is no penalty yet: lambda says how much it weighs beside the loss.',
    zh: '平方和本身还不是惩罚：lambda 决定它相对于损失占多大分量。',
  },
  caughtBy: 'l2Penalty-values',
}

export function l2Penalty(weights: Tensor, _lambda: number): number {
  return weights.data.reduce((sum, weight) => sum + weight ** 2, 0)
}
