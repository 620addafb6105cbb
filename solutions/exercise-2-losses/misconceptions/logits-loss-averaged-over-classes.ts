import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropy as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The loss of the logits is divided by the number of classes, too', zh: 'logits 的损失还多除了类别数' },
  explanation: {
    en: 'The sum was divided by the number of all logits. Each sample has one loss, whatever the number of classes, and the mean is over the samples.',
    zh: '和被除以了 logits 的总个数。不论有多少类别，每个样本只有一个损失，均值是对样本求的。',
  },
  caughtBy: 'softmaxCrossEntropy-values',
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  return correct(logits, labels) / logits.shape[1]
}
