import type { Misconception } from 'grade-descent/exercise'
import { relu as rectify } from 'grade-descent/engine/ops/relu'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'ReLU with 1 added', zh: 'ReLU 多加了 1' },
  explanation: {
    en: 'Positive inputs came out one too large. The FAQ of the article that this course starts from describes ReLU in this way, and it is wrong: the positive half is the line through the origin, so that 2 gives 2. With the added 1 the function would jump at 0.',
    zh: '正的输入，输出都大了 1。本课程所依据的那篇文章在问答部分就是这样描述 ReLU 的，这是错的：正半轴上是过原点的直线，2 的输出就是 2。若加上 1，函数在 0 处会出现跳变。',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  const rectified = rectify(x)
  return { ...rectified, data: rectified.data.map((value) => (value > 0 ? value + 1 : 0)) }
}
