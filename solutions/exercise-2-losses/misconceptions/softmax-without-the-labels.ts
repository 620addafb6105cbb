import type { Misconception } from 'grade-descent/exercise'
import { div, softmax, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The label was not subtracted', zh: '忘了减去标签' },
  explanation: {
    en: 'The result is the softmax over N: it says that every logit should go down. That is the gradient of the logarithm of the sum alone; the loss has a second term, the logit of the right class.',
    zh: '结果是 softmax 除以 N：照它说，每个 logit 都该降低。那只是“指数之和的对数”那一项的梯度；损失还有第二项，即正确类别的 logit。',
  },
  caughtBy: 'softmaxCrossEntropyBackward-gradient',
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  return div(softmax(logits), logits.shape[0])
}
