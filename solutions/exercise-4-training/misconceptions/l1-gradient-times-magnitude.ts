import type { Misconception } from 'grade-descent/exercise'
import { abs, mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L1 gradient is the terms of the penalty', zh: 'L1 梯度取成了惩罚的各项' },
  explanation: {
    en: 'You returned lambda |w|, the terms of the penalty. The slope of |w| does not depend on how large w is, only on its sign.',
    zh: '你返回的是 lambda |w|，也就是惩罚的各项。|w| 的斜率与 w 的大小无关，只取决于符号。',
  },
  caughtBy: 'l1PenaltyBackward-gradient',
}

export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(abs(weights), lambda)
}
