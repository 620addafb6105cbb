import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The step function instead of ReLU', zh: '把阶跃函数当成了 ReLU' },
  explanation: {
    en: 'Every positive input came out as 1. That is the slope of ReLU, not its value: how large the input was is lost, and no gradient can pass.',
    zh: '所有正的输入都变成了 1。这是 ReLU 的斜率，不是它的值：输入有多大这一信息丢失了，梯度也无法通过。',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value > 0 ? 1 : 0)) }
}
