import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The mean is taken over the classes as well', zh: '把类别也算进了平均' },
  explanation: {
    en: "The loss is too small by a factor of C, the number of classes. The article's formula has one sum and one n, and its n counts classes. Ask what is independent of what: the classes of one sample share one probability of 1, and are added; the samples are what the loss is averaged over.",
    zh: '损失小了 C 倍，C 是类别数。文章的公式只有一个求和、一个 n，而那个 n 数的是类别。想一想谁与谁各自独立：一个样本的各个类别分享同一份概率 1，它们相加；损失要平均的是样本。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const terms = Array.from(oneHot.data, (y, index) => (y > 0 ? y * Math.log(probabilities.data[index]) : 0))
  const total = terms.reduce((sum, term) => sum + term, 0)
  return -total / oneHot.data.length
}
