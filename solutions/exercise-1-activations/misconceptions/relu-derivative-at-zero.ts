import type { Misconception } from 'grade-descent/exercise'
import { reluBackward as gate } from 'grade-descent/engine/ops/relu'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "relu' is 1 at x = 0", zh: "relu' 在 x = 0 处取了 1" },
  explanation: {
    en: 'Away from 0 everything is right. At the kink itself the slope is not defined, so one has to be chosen; this course takes the flat side, as the usual libraries do. It matters: a unit whose inputs are all 0 (black pixels, dropped units) would else receive gradient.',
    zh: '除 0 以外都是对的。拐点处的导数没有定义，只能约定；本课程和常见的框架一样，取水平一侧的斜率。这并非小事：输入全为 0 的神经元（黑色像素、被丢弃的单元）否则也会收到梯度。',
  },
  caughtBy: 'reluBackward-kink',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  const gated = gate(dOut, x)
  return { ...gated, data: gated.data.map((value, i) => (x.data[i] === 0 ? dOut.data[i] : value)) }
}
