import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'tanh in place of the sigmoid', zh: '该用 sigmoid 的地方用了 tanh' },
  explanation: {
    en: 'Your values lie between -1 and 1: that is tanh. The sigmoid lies between 0 and 1, and is one half at 0.',
    zh: '你的值在 -1 与 1 之间：那是 tanh。sigmoid 在 0 与 1 之间，在 0 处等于二分之一。',
  },
  caughtBy: 'sigmoid-values',
}

export function sigmoid(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => Math.tanh(value)) }
}
