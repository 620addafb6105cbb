import type { Misconception } from 'grade-descent/exercise'
import { sign, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L1 gradient lacks lambda', zh: 'L1 梯度漏了 lambda' },
  explanation: {
    en: 'Your gradient is the sign of the weight alone. The penalty has lambda in front, and a constant factor stays in front of the derivative.',
    zh: '你的梯度只有权重的符号。惩罚前面有 lambda，常数因子求导后仍在前面。',
  },
  caughtBy: 'l1PenaltyBackward-gradient',
  harmsTraining: false,
}

export function l1PenaltyBackward(weights: Tensor): Tensor {
  return sign(weights)
}
