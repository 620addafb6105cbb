import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Infinity divided by infinity in tanh', zh: 'tanh 中出现了无穷除以无穷' },
  explanation: {
    en: 'The definition by exponentials is right on paper. Far out one of the exponentials is Infinity in floating point, above and below the line, and the quotient is NaN instead of 1 or -1. Use a form in which nothing grows, or the function that the language has.',
    zh: '用指数写的定义在纸面上没错。但在远处，分子分母里都有一个指数成了 Infinity，结果是 NaN，而不是 1 或 -1。请换一种不会让数变大的写法，或者用语言自带的函数。',
  },
  caughtBy: 'tanh-stability',
}

export function tanh(x: Tensor): Tensor {
  return {
    ...x,
    data: x.data.map((value) => (Math.exp(value) - Math.exp(-value)) / (Math.exp(value) + Math.exp(-value))),
  }
}
