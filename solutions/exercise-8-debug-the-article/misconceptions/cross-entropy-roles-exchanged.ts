import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Label and probability are exchanged', zh: '标签与概率对调了' },
  explanation: {
    en: 'The logarithm was taken of the label, and weighted by the probability. The label is 0 or 1 and says which term counts; the logarithm belongs to the probability.',
    zh: '对数取在了标签上，再乘以概率。标签是 0 或 1，只说明哪一项算数；取对数的应是概率。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples] = oneHot.shape
  const terms = Array.from(oneHot.data, (y, index) => (y > 0 ? probabilities.data[index] * Math.log(y) : 0))
  return -terms.reduce((sum, term) => sum + term, 0) / samples
}
