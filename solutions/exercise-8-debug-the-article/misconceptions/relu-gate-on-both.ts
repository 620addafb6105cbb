import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient passes only where it is positive itself', zh: '梯度自己为正时才放行' },
  explanation: {
    en: 'Two conditions were asked: that x is above 0, and that the gradient is. The first is right; the second loses every negative gradient, also where the unit was on. What comes back may have any sign.',
    zh: '用了两个条件：x 大于 0，并且梯度也大于 0。第一个是对的，第二个却把所有负的梯度都丢掉了，即使单元是开着的。传回来的梯度可正可负。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.map((value, index) => (x.data[index] > 0 && value > 0 ? value : 0)) }
}
