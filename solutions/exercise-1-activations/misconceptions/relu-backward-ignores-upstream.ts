import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The ReLU's slope without dOut", zh: '只有 ReLU 的斜率，没有乘 dOut' },
  explanation: {
    en: 'You returned the slope, 1 or 0. A backward function answers how the *loss* changes with x: the slope times dOut, what arrives from above.',
    zh: '你返回的是斜率 1 或 0。反向函数回答的是*损失*随 x 怎样变化：斜率还要乘上从上面传来的 dOut。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(_: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value > 0 ? 1 : 0)) }
}
