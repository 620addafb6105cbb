import type { Misconception } from 'grade-descent/exercise'
import { mul, square, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L2 gradient is made of squares', zh: 'L2 梯度里仍是平方' },
  explanation: {
    en: 'Your gradient has the square of the weight in it, and so no sign: 2 lambda w^2. Differentiating takes one power away.',
    zh: '你的梯度里还是权重的平方，因而没有正负：2 lambda w^2。求导要降一次幂。',
  },
  caughtBy: 'l2PenaltyBackward-gradient',
  harmsTraining: false,
}

export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(square(weights), 2 * lambda)
}
