import type { Misconception } from 'grade-descent/exercise'
import { add, mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L1 gradient has no sign', zh: 'L1 梯度没有正负' },
  explanation: {
    en: 'Your gradient is lambda everywhere. For a negative weight the magnitude shrinks when the weight grows: its slope is -lambda. With one sign for all, negative weights are driven away from 0.',
    zh: '你的梯度处处是 lambda。权重为负时，权重增大，绝对值反而减小，斜率是 -lambda。正负都用同一个符号，负的权重就会被推离 0。',
  },
  caughtBy: 'l1PenaltyBackward-gradient',
  harmsTraining: false,
}

export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return add(mul(weights, 0), lambda)
}
