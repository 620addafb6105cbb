import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU gives its slope and forgets dOut', zh: 'ReLU 的反向只给出斜率，丢了 dOut' },
  explanation: {
    en: 'The result holds the slopes alone, 0 and 1. The chain rule multiplies them by what arrives from above; without dOut the loss has no say in it.',
    zh: '结果里只有斜率 0 和 1。链式法则还要乘上从后面传来的梯度；没有 dOut，就与损失毫无关系了。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.map((_, index) => (x.data[index] > 0 ? 1 : 0)) }
}
