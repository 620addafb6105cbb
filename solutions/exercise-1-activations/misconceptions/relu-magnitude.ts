import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'ReLU gives the magnitude', zh: 'ReLU 给出了绝对值' },
  explanation: {
    en: 'Negative inputs came out with the sign turned round. A unit whose input is negative is off, however large the input is: it hands on 0.',
    zh: '负的输入变号后输出了。输入为负的单元是关闭的，不管输入有多大，交出去的都是 0。',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => Math.abs(value)) }
}
