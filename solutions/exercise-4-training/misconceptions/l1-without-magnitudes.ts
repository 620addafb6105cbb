import type { Misconception } from 'grade-descent/exercise'
import { sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L1 penalty sums the weights as they are', zh: 'L1 惩罚直接对权重求和' },
  explanation: {
    en: 'You sum the weights without taking their magnitudes: positive and negative ones cancel, and large weights of opposite signs cost nothing. The penalty is to grow with the size of each weight, whatever its sign.',
    zh: '你没有取绝对值就求和：正负互相抵消，一正一负的大权重反而不受惩罚。惩罚应随每个权重的大小增长，与正负无关。',
  },
  caughtBy: 'l1Penalty-values',
  harmsTraining: false,
}

export function l1Penalty(weights: Tensor, lambda: number): number {
  return lambda * sum(weights).data[0]
}
