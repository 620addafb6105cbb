import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'x was put where the activation belongs', zh: '该用激活值的地方用了 x' },
  explanation: {
    en: 'a (1 - a) is the slope of the sigmoid when a is its output. Here x, which went in, was used as a. The slope of a sigmoid is never negative and never above 0.25: yours is both.',
    zh: 'a (1 - a) 是 sigmoid 的斜率，其中 a 是它的*输出*。这里把进入 sigmoid 的 x 当成了 a。sigmoid 的斜率不会是负数，也不会超过 0.25，你的结果两样都占了。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.map((value, index) => value * x.data[index] * (1 - x.data[index])) }
}
