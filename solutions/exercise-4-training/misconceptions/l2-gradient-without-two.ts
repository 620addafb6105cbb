import type { Misconception } from 'grade-descent/exercise'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L2 gradient lacks its 2', zh: 'L2 梯度漏了 2' },
  explanation: {
    en: 'Your gradient is lambda w. The slope of a square is twice its base; only with lambda / 2 in front of the penalty would the 2 go away, and there is none here.',
    zh: '你的梯度是 lambda w。平方的斜率是底数的两倍；惩罚前面写成 lambda / 2 时这个 2 才会消掉，而这里没有二分之一。',
  },
  caughtBy: 'l2PenaltyBackward-gradient',
  harmsTraining: false,
}

export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(weights, lambda)
}
