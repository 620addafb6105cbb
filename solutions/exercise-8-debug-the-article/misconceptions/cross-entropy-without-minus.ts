import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The minus of the cross-entropy is missing', zh: '交叉熵漏了负号' },
  explanation: {
    en: 'The loss is negative. The logarithm of a probability is never positive; the minus turns it into a loss that is 0 at best.',
    zh: '损失是负的。概率的对数不会是正数；负号把它变成最好为 0 的损失。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples] = oneHot.shape
  const terms = Array.from(oneHot.data, (y, index) => (y > 0 ? y * Math.log(probabilities.data[index]) : 0))
  const total = terms.reduce((sum, term) => sum + term, 0)
  return total / samples
}
