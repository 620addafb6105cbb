import type { Misconception } from 'grade-descent/exercise'
import { tanh as hyperbolicTangent } from 'grade-descent/engine/ops/tanh'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "tanh' lacks the square", zh: "tanh' 漏了平方" },
  explanation: {
    en: 'tanh is odd, so its slope must be the same at x and at -x. With the output itself in place of its square the slope is almost 0 on the right and almost 2 on the left.',
    zh: 'tanh 是奇函数，在 x 和 -x 处的斜率应当相同。少了平方，右侧的斜率接近 0，左侧却接近 2。',
  },
  caughtBy: 'tanhBackward-gradient',
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  const t = hyperbolicTangent(x).data
  return { ...x, data: x.data.map((_, i) => dOut.data[i] * (1 - t[i])) }
}
