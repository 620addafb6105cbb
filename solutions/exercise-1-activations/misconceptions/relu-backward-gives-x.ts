import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU hands back x in place of the gradient', zh: 'ReLU 传回的是 x 而不是梯度' },
  explanation: {
    en: 'Where the gate is open you returned x. What passes through it on the way back is dOut; x only says whether the gate is open.',
    zh: '“门”开着的地方，你返回了 x。反向时从门里通过的是 dOut；x 只决定门开不开。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(_: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value > 0 ? value : 0)) }
}
