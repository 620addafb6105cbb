import type { Misconception } from 'grade-descent/exercise'
import { div, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: 'The gradient by the logits was put in place of the one by the probabilities',
    zh: '把对 logits 的梯度当成了对概率的梯度',
  },
  explanation: {
    en: 'The result is (p - y)/N. That famous formula has gone one step further back already, through the softmax, to the logits. This function stops at the probabilities, where each one is a variable of its own.',
    zh: '结果是 (p - y)/N。这个著名的公式已经多走了一步，穿过 softmax 到了 logits。而这个函数只到概率为止，每个概率各是一个独立的变量。',
  },
  caughtBy: 'crossEntropyBackward-gradient',
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  return div(sub(probabilities, oneHot), probabilities.shape[0])
}
