import type { Misconception } from 'grade-descent/exercise'
import { crossEntropy as correct } from 'grade-descent/engine/losses/cross-entropy'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The cross-entropy is divided by the number of classes, too', zh: '交叉熵还多除了类别数' },
  explanation: {
    en: 'The sum was divided by N times C, as a `mean` over the whole matrix does, and as the 1/3 in the example of the article does for one sample of three classes. The mean runs over the samples. The sum over the classes is no mean: all of its terms but one are 0.',
    zh: '和被除以了 N 乘 C：对整个矩阵取 `mean` 就会这样，原文例子里一个样本、三个类别却乘 1/3 也是这样。均值只对样本求；对类别是求和，不是求均值，其中除一项外都是 0。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  return (correct(probabilities, oneHot) * probabilities.shape[0]) / probabilities.data.length
}
