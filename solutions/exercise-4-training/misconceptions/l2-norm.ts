import type { Misconception } from 'grade-descent/exercise'
import { square, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L2 penalty is the norm itself', zh: 'L2 惩罚用了范数本身' },
  explanation: {
    en: 'You take the root of the sum of the squares. The penalty is the square of that norm; without the root each weight has a gradient of its own, which depends on no other weight.',
    zh: '你对平方和开了方。惩罚用的是范数的平方；不开方，每个权重的梯度只与自己有关，与别的权重无关。',
  },
  caughtBy: 'l2Penalty-values',
  harmsTraining: false,
}

export function l2Penalty(weights: Tensor, lambda: number): number {
  return lambda * Math.sqrt(sum(square(weights)).data[0])
}
