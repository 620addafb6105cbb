import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The logarithm has the base 2', zh: '对数以 2 为底' },
  explanation: {
    en: 'Every loss is 1.4427 times what it should be, which is 1 / ln 2. In deep learning log is the natural logarithm; its derivative, 1/p, needs no factor.',
    zh: '每个损失都是应有值的 1.4427 倍，也就是 1 / ln 2。深度学习里的 log 指自然对数，它的导数 1/p 不带多余的因子。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples] = oneHot.shape
  const terms = Array.from(oneHot.data, (y, index) => (y > 0 ? y * Math.log2(probabilities.data[index]) : 0))
  const total = terms.reduce((sum, term) => sum + term, 0)
  return -total / samples
}
