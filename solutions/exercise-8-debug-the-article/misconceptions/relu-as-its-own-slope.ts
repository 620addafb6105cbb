import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'ReLU gives its slope instead of its value', zh: 'ReLU 返回的是斜率而不是函数值' },
  explanation: {
    en: 'Every positive input came out as 1: this is the slope of the ReLU, which belongs to the way back. On the way forward a positive input keeps its size.',
    zh: '所有正的输入都得到了 1：这是 ReLU 的斜率，反向时才用得到。前向时，正的输入保持原来的大小。',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value > 0 ? 1 : 0)) }
}
