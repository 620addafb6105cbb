import type { Misconception } from 'grade-descent/exercise'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L1 gradient grows with the weight', zh: 'L1 梯度随权重变大' },
  explanation: {
    en: 'Your gradient is proportional to the weight, as that of the L2 penalty is. The magnitude has the same slope everywhere on one side of 0: this steady pull is what brings weights to exactly 0.',
    zh: '你的梯度与权重成正比，那是 L2 惩罚的梯度。绝对值在 0 的同一侧斜率处处相同，正是这股不变的拉力把权重拉到恰好为 0。',
  },
  caughtBy: 'l1PenaltyBackward-gradient',
  harmsTraining: false,
}

export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(weights, lambda)
}
