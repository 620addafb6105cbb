import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: '0 times the logarithm of 0', zh: '0 乘了 0 的对数' },
  explanation: {
    en: 'Where a wrong class has the probability 0, the loss is NaN: its logarithm is minus infinity, and 0 times that is no number. What is not the class counts 0 whatever its probability: leave its term out, or keep the logarithm away from 0 by a tiny amount.',
    zh: '错误类别的概率为 0 时，损失成了 NaN：对数是负无穷，0 乘负无穷不是数。不是该类别的项一律算 0，与它的概率无关：跳过这一项，或者给对数里的概率留一个极小的余量。',
  },
  caughtBy: 'crossEntropy-zeros',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples] = oneHot.shape
  const terms = Array.from(oneHot.data, (y, index) => y * Math.log(probabilities.data[index]))
  return -terms.reduce((sum, term) => sum + term, 0) / samples
}
