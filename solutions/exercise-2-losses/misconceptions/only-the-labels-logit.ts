import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropyBackward as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { mul, oneHot, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Only the right class has a gradient', zh: '只有正确类别有梯度' },
  explanation: {
    en: 'All entries but those of the labels are 0. The other logits stand in the denominator of the softmax: raising one takes probability from the right class and raises the loss. Each row of the gradient sums to 0.',
    zh: '除标签处以外全是 0。其他类别的 logit 都在 softmax 的分母里：抬高任何一个都会夺走正确类别的概率，使损失变大。梯度的每一行之和应为 0。',
  },
  caughtBy: 'softmaxCrossEntropyBackward-gradient',
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  return mul(correct(logits, labels), oneHot(labels, logits.shape[1]))
}
