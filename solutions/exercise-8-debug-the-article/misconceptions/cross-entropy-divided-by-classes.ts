import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The cross-entropy is divided by the number of classes', zh: '交叉熵除以了类别数' },
  explanation: {
    en: "The sum was divided by C, the number of classes, instead of N, the number of samples. The article's n counts the classes of one sample. What the loss is averaged over are the samples: with twice as many of the same, the mean stays.",
    zh: '求和之后除以了类别数 C，而不是样本数 N。文章里的 n 数的是一个样本的各个类别。损失要平均的是样本：同样的样本多一倍，平均值应当不变。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [, classes] = oneHot.shape
  const terms = Array.from(oneHot.data, (y, index) => (y > 0 ? y * Math.log(probabilities.data[index]) : 0))
  return -terms.reduce((sum, term) => sum + term, 0) / classes
}
