import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU is open on the wrong side', zh: 'ReLU 的“门”开反了' },
  explanation: {
    en: 'The gradient passes where x is negative, and stops where it is positive. On the way back the gate is open where it was on the way forward.',
    zh: '梯度在 x 为负处通过，在 x 为正处反而被截断。前向时哪里开着，反向时就哪里开着。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value, i) => (value < 0 ? dOut.data[i] : 0)) }
}
