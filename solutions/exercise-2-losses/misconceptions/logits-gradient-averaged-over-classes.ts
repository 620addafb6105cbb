import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropyBackward as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The logits' gradient is divided by the number of classes, too", zh: 'logits 的梯度还多除了类别数' },
  explanation: {
    en: 'Every entry is C times too small. There is one loss a sample, and the mean is over the N samples; the number of classes stands nowhere in it.',
    zh: '每个元素都小了 C 倍。每个样本只有一个损失，均值是对 N 个样本求的，里面没有类别数。',
  },
  caughtBy: 'softmaxCrossEntropyBackward-gradient',
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  return mul(correct(logits, labels), 1 / logits.shape[1])
}
