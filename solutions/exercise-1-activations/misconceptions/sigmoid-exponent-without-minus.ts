import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sigmoid is mirrored', zh: 'sigmoid 左右颠倒了' },
  explanation: {
    en: 'The exponent has lost its minus sign, so the curve falls where it should rise: large positive inputs give almost 0. A quick check for any sigmoid: at 2 it must be well above one half, about 0.88.',
    zh: '指数上少了负号，本该上升的曲线变成了下降的：输入是很大的正数，输出反而接近 0。验证 sigmoid 有个快办法：在 2 处它应明显大于一半，约为 0.88。',
  },
  caughtBy: 'sigmoid-values',
}

export function sigmoid(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => 1 / (1 + Math.exp(value))) }
}
