import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropyBackward as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The logits' gradient lacks the mean over the batch", zh: 'logits 的梯度漏了对批次求均值' },
  explanation: {
    en: 'Every entry is N times too large: the result is softmax minus one-hot, the gradient of the sum. The loss is a mean over N samples, and that factor stays in its gradient.',
    zh: '每个元素都大了 N 倍：结果是 softmax 减 one-hot，那是“和”的梯度。损失是 N 个样本的均值，这个系数会留在梯度里。',
  },
  caughtBy: 'softmaxCrossEntropyBackward-gradient',
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  return mul(correct(logits, labels), logits.shape[0])
}
