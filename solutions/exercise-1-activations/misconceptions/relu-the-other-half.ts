import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'ReLU keeps the wrong half', zh: 'ReLU 留错了一半' },
  explanation: {
    en: 'You kept the smaller of 0 and x: the negative inputs pass, the positive ones are cut off. It is to be the larger.',
    zh: '你取了 0 与 x 中较小的一个：负的输入通过，正的反而被截掉。应当取较大的。',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => Math.min(0, value)) }
}
