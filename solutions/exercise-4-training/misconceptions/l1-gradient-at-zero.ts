import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L1 gradient is not 0 at w = 0', zh: 'L1 梯度在 w = 0 处不为 0' },
  explanation: {
    en: 'Where a weight is exactly 0, your gradient is lambda: `w >= 0 ? 1 : -1` has no third case. Such a weight would be pushed away from 0, where the penalty had just brought it. At the kink the gradient is 0 here.',
    zh: '权重恰好为 0 时，你的梯度是 lambda：`w >= 0 ? 1 : -1` 没有第三种情形。惩罚刚把权重带到 0，又会把它推开。这里约定折点处的梯度为 0。',
  },
  caughtBy: 'l1PenaltyBackward-kink',
  harmsTraining: false,
}

export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return { ...weights, data: weights.data.map((weight) => (weight >= 0 ? lambda : -lambda)) }
}
