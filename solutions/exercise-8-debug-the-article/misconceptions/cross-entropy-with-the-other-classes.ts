import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The other classes are counted with 1 - p', zh: '其他类别按 1 - p 也算了进去' },
  explanation: {
    en: 'Each class that is not the right one added -ln(1 - p). That is the binary cross-entropy, for C separate yes-or-no questions. Here the classes exclude each other, and only the right one counts.',
    zh: '每个不是正确答案的类别都加上了 -ln(1 - p)。那是二元交叉熵，用于 C 个各自独立的是非题。这里各个类别互相排斥，只有正确的那一个算数。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples] = oneHot.shape
  const terms = Array.from(oneHot.data, (y, index) =>
    Math.log(y > 0 ? probabilities.data[index] : 1 - probabilities.data[index]),
  )
  return -terms.reduce((sum, term) => sum + term, 0) / samples
}
