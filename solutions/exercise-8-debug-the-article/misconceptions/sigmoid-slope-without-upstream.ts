import type { Misconception } from 'grade-descent/exercise'
import { sigmoid } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sigmoid gives its slope and forgets dOut', zh: 'sigmoid 的反向只给出斜率，丢了 dOut' },
  explanation: {
    en: 'The result is the slope alone. The chain rule multiplies it by what arrives from above.',
    zh: '结果只是斜率。链式法则还要乘上从后面传来的梯度。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(_dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: sigmoid(x).data.map((a) => a * (1 - a)) }
}
