import type { Misconception } from 'grade-descent/exercise'
import { mul, square, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: the gradient is scaled twice', zh: 'dropout：梯度放大了两次' },
  explanation: {
    en: 'The scale 1 / (1 - rate) is in your gradient twice. The mask has it already; there is nothing to add.',
    zh: '你的梯度里 1 / (1 - rate) 出现了两次。掩码里已经有它了，不必再乘。',
  },
  caughtBy: 'dropoutBackward-gradient',
}

export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  return mul(dOut, square(mask))
}
