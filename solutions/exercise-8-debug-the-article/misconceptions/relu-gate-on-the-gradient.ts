import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU is closed by the sign of the gradient', zh: '用梯度的正负决定 ReLU 的通断' },
  explanation: {
    en: 'Negative gradients were stopped, and x was not asked. Whether the ReLU was open was decided on the way forward; the gradient that comes back may have any sign.',
    zh: '负的梯度都被截断了，x 却没有用到。ReLU 是通是断，在前向时就已决定；传回来的梯度可正可负。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.map((value) => (value > 0 ? value : 0)) }
}
