import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "sigmoid' overflows far out", zh: "sigmoid' 在远处溢出" },
  explanation: {
    en: 'The quotient rule gives exp(-x) / (1 + exp(-x))², right on paper. For very negative x both halves are Infinity in floating point, and the quotient is NaN; the true slope there is 0. The form in terms of the output has no such quotient.',
    zh: '用商的求导法则得到 exp(-x) / (1 + exp(-x))²，纸面上没错。但 x 是绝对值很大的负数时，分子分母在浮点数里都成了 Infinity，相除得 NaN，而真正的斜率是 0。用输出来表示的形式里没有这样的商。',
  },
  caughtBy: 'sigmoidBackward-stability',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value, i) => (dOut.data[i] * Math.exp(-value)) / (1 + Math.exp(-value)) ** 2) }
}
