import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU lets every gradient back', zh: 'ReLU 让所有梯度都通过' },
  explanation: {
    en: 'dOut came back unchanged, also where x is negative. There the output is 0 whatever x does, so nothing of dOut may pass.',
    zh: 'dOut 原样传了回去，x 为负处也不例外。在那里，不管 x 怎样，输出都是 0，所以 dOut 一点也不能通过。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.slice() }
}
