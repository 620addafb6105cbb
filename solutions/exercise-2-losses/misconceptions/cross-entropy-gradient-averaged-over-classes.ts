import type { Misconception } from 'grade-descent/exercise'
import { crossEntropyBackward as correct } from 'grade-descent/engine/losses/cross-entropy'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: "The cross-entropy's gradient is divided by the number of classes, too",
    zh: '交叉熵的梯度还多除了类别数',
  },
  explanation: {
    en: 'Every entry is C times too small. The loss is a mean over the samples; over the classes it is a sum, which has no factor.',
    zh: '每个元素都小了 C 倍。损失对样本求均值，对类别只是求和，求和没有系数。',
  },
  caughtBy: 'crossEntropyBackward-gradient',
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  return mul(correct(probabilities, oneHot), 1 / probabilities.shape[1])
}
