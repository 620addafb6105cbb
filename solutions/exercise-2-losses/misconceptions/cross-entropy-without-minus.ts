import type { Misconception } from 'grade-descent/exercise'
import { crossEntropy as correct } from 'grade-descent/engine/losses/cross-entropy'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The minus of the cross-entropy is missing', zh: '交叉熵漏了负号' },
  explanation: {
    en: 'The result is negative: logarithms of numbers below 1 are. As it stands, the loss is lowest where the right class is thought impossible, and training would look for that.',
    zh: '结果是负数，因为小于 1 的数取对数为负。照这样，把正确类别判为不可能时损失反而最低，训练就会朝那里走。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  return -correct(probabilities, oneHot)
}
