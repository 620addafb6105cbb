import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sigmoid in place of tanh', zh: '该用 tanh 的地方用了 sigmoid' },
  explanation: {
    en: 'Your values lie between 0 and 1: that is the sigmoid. tanh lies between -1 and 1, and is 0 at 0.',
    zh: '你的值在 0 与 1 之间：那是 sigmoid。tanh 在 -1 与 1 之间，在 0 处等于 0。',
  },
  caughtBy: 'tanh-values',
}

export function tanh(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => 1 / (1 + Math.exp(-value))) }
}
