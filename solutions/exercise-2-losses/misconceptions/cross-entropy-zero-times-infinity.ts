import type { Misconception } from 'grade-descent/exercise'
import { log, mul, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Zero times infinity in the cross-entropy', zh: '交叉熵里出现零乘无穷' },
  explanation: {
    en: 'A class that the sample is not of may have the probability 0. Its logarithm is -Infinity, and 0 times -Infinity is NaN in floating point: one such entry spoils the whole loss. A term whose label is 0 has to stay out of it, or its logarithm has to stay finite.',
    zh: '样本不属于的类别，概率可以是 0。它的对数是 -Infinity，而浮点数里 0 乘 -Infinity 是 NaN：只要有一个这样的元素，整个损失就毁了。标签为 0 的项要么不参与计算，要么让对数保持有限。',
  },
  caughtBy: 'crossEntropy-zeros',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  return -sum(mul(oneHot, log(probabilities))).data[0] / probabilities.shape[0]
}
