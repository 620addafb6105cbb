import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Infinity divided by infinity in the sigmoid', zh: 'sigmoid 中出现了无穷除以无穷' },
  explanation: {
    en: 'On paper exp(x) / (1 + exp(x)) is the sigmoid. In floating point exp(x) is Infinity from about x = 710 on, and Infinity / Infinity is NaN. Look for a form in which a too large exponential stands in the denominator only, where it gives a harmless 0.',
    zh: '在纸面上 exp(x) / (1 + exp(x)) 就是 sigmoid。可在浮点数里，x 超过 710 左右 exp(x) 就成了 Infinity，而 Infinity / Infinity 是 NaN。换一种写法，让过大的指数只出现在分母上，那样得到的只是无害的 0。',
  },
  caughtBy: 'sigmoid-stability',
}

export function sigmoid(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => Math.exp(value) / (1 + Math.exp(value))) }
}
