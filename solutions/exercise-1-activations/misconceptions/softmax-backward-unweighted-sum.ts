import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The shared term was summed without weights', zh: '共有项求和时没有加权' },
  explanation: {
    en: 'Every entry of dOut counted alike in the term that the row shares. An output reaches the other inputs in proportion to its own probability, so each entry of dOut has to be weighted before it is summed: the term is a mean of dOut under the distribution.',
    zh: '在整行共有的那一项里，dOut 的各个元素被一视同仁地相加了。每个输出对其他输入的影响，与它自己的概率成正比，所以要先加权再求和：这一项是 dOut 在该分布下的平均值。',
  },
  caughtBy: 'softmaxBackward-gradient',
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = distribution(x)
  const width = x.shape[x.shape.length - 1]
  const data = s.data.map((value, i) => {
    const start = i - (i % width)
    const shared = dOut.data.subarray(start, start + width).reduce((sum, upstream) => sum + upstream, 0)
    return value * (dOut.data[i] - shared)
  })
  return { ...s, data }
}
