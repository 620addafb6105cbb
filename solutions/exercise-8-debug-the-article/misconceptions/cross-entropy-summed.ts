import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The cross-entropy is summed, not averaged', zh: '交叉熵求了和，没有求平均' },
  explanation: {
    en: 'The loss grows with the number of samples. It is the mean over the batch, so that batches of any size can be compared, and share a learning rate.',
    zh: '损失随样本数增大。它应当是对批次的平均，这样不同大小的批次才能相互比较，也才能共用一个学习率。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const terms = Array.from(oneHot.data, (y, index) => (y > 0 ? y * Math.log(probabilities.data[index]) : 0))
  const total = terms.reduce((sum, term) => sum + term, 0)
  return -total
}
