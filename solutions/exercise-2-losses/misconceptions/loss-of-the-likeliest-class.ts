import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropy as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { argMax, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The likeliest class was taken for the right one', zh: '把得分最高的类别当成了正确类别' },
  explanation: {
    en: "The probability that was used is the largest of each row, not the label's. Such a loss praises the network for being sure, right or wrong, and the labels play no part in it.",
    zh: '用的是每行最大的概率，而不是标签处的概率。这样的损失只奖励网络自信，对错无所谓，标签完全没有起作用。',
  },
  caughtBy: 'softmaxCrossEntropy-values',
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  return correct(logits, argMax(logits, 1))
}
