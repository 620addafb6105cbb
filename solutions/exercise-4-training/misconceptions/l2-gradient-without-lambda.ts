import type { Misconception } from 'grade-descent/exercise'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L2 gradient lacks lambda', zh: 'L2 梯度漏了 lambda' },
  explanation: {
    en: 'The gradient is 2 w, whatever lambda is. A factor of the penalty is a factor of its gradient.',
    zh: '不管 lambda 是多少，你的梯度都是 2 w。惩罚里的系数，也是它的梯度的系数。',
  },
  caughtBy: 'l2PenaltyBackward-gradient',
}

export function l2PenaltyBackward(weights: Tensor, _lambda: number): Tensor {
  return mul(weights, 2)
}
