import type { Misconception } from 'grade-descent/exercise'
import { relu as rectify } from 'grade-descent/engine/ops/relu'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A leaky ReLU', zh: '写成了 Leaky ReLU' },
  explanation: {
    en: 'Negative inputs let a hundredth of themselves through. That is Leaky ReLU (Maas, Hannun and Ng, 2013), a relative with its uses. The ReLU that was asked for is flat on the negative side.',
    zh: '负的输入漏过了百分之一。这是 Leaky ReLU（Maas、Hannun 与 Ng，2013），它有自己的用处，但题目要的是普通的 ReLU，负半轴上是水平的。',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  const rectified = rectify(x).data
  return { ...x, data: x.data.map((value, i) => (value < 0 ? 0.01 * value : rectified[i])) }
}
