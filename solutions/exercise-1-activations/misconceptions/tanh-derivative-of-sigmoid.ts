import type { Misconception } from 'grade-descent/exercise'
import { tanh as hyperbolicTangent } from 'grade-descent/engine/ops/tanh'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The sigmoid's derivative was used for tanh", zh: '把 sigmoid 的导数公式套在了 tanh 上' },
  explanation: {
    en: "Output times (1 - output) belongs to the sigmoid. tanh runs from -1 to 1, and its slope is largest, 1, where its output is 0; the sigmoid's formula gives 0 there. Derive it from the definition, or from tanh as a stretched sigmoid.",
    zh: '“输出乘以（1 减输出）”是 sigmoid 的导数。tanh 的值域是 -1 到 1，输出为 0 处斜率最大，等于 1；套用 sigmoid 的式子，那里却得 0。请从定义出发推导，或把 tanh 看成拉伸后的 sigmoid 来推。',
  },
  caughtBy: 'tanhBackward-gradient',
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  const t = hyperbolicTangent(x).data
  return { ...x, data: x.data.map((_, i) => dOut.data[i] * t[i] * (1 - t[i])) }
}
