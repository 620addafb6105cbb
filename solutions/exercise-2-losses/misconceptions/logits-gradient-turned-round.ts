import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropyBackward as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The logits' gradient is one-hot minus softmax", zh: 'logits 的梯度写成了 one-hot 减 softmax' },
  explanation: {
    en: 'All signs are wrong. Raising the logit of the right class lowers the loss, so its entry is negative; y minus p is the direction of the step downhill, and the step brings its own minus.',
    zh: '符号全反了。正确类别的 logit 升高，损失就降低，所以那里的梯度为负；y 减 p 是下坡的方向，而更新的那一步自己会带负号。',
  },
  caughtBy: 'softmaxCrossEntropyBackward-gradient',
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  return mul(correct(logits, labels), -1)
}
