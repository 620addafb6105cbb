import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'One softmax over all entries', zh: '对全部元素做了一次 softmax' },
  explanation: {
    en: 'The whole tensor was treated as one distribution, so all of its entries together sum to 1. Each row of the last axis is a distribution of its own, with its own sum.',
    zh: '整个张量被当成了一个分布，全部元素之和为 1。实际上，最后一个轴上的每一行各是一个分布，各有各的和。',
  },
  caughtBy: 'softmax-values',
}

export function softmax(x: Tensor): Tensor {
  return { ...x, data: distribution({ ...x, shape: [x.data.length] }).data }
}
