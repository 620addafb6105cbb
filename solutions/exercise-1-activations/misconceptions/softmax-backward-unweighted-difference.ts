import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import { mul, sub, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The factor s is missing in front of the difference', zh: '差的前面少了因子 s' },
  explanation: {
    en: 'You returned dOut less the shared term. Each entry of this difference is still to be weighted by its own probability: an input whose probability is nearly 0 can hardly move anything.',
    zh: '你返回的是 dOut 减去共有的那一项。这个差的每个元素还要乘上自己的概率：概率几乎为 0 的输入，几乎什么也改变不了。',
  },
  caughtBy: 'softmaxBackward-gradient',
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = distribution(x)
  const shared = sum(mul(dOut, s), [-1], true)
  return sub(dOut, shared)
}
