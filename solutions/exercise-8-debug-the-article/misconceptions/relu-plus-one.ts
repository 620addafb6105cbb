import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'ReLU with 1 added', zh: 'ReLU 多加了 1' },
  explanation: {
    en: "Positive inputs came out one too large. So the article's questions and answers describe the ReLU, and it is wrong: the positive half is the line through the origin. With the added 1 the function would jump at 0.",
    zh: '正的输入，输出都大了 1。文章的问答部分就是这样描述 ReLU 的，这是错的：正半轴上是过原点的直线。若加上 1，函数在 0 处会出现跳变。',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value > 0 ? value + 1 : 0)) }
}
