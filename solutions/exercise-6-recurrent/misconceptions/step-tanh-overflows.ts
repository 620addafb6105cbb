import type { Misconception } from 'grade-descent/exercise'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Infinity divided by infinity in tanh', zh: 'tanh 中出现了无穷除以无穷' },
  explanation: {
    en: 'The tanh is written as a quotient of exponentials. Far from 0 one of them is Infinity above and below the line, and the state becomes NaN where 1 or -1 is right. Use a form in which nothing grows.',
    zh: '你用指数的商来写 tanh。离 0 很远时，分子分母里都有一个指数成了 Infinity，状态变成 NaN，而正确的是 1 或 -1。请换一种不会让数变大的写法。',
  },
  caughtBy: 'rnnStep-stability',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const z = preActivations(x, hPrevious, parameters)
  const quotient = (value: number) => (Math.exp(value) - Math.exp(-value)) / (Math.exp(value) + Math.exp(-value))
  return { ...z, data: z.data.map(quotient) }
}
