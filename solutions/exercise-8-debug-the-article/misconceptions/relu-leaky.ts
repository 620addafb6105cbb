import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Negative inputs leak through the ReLU', zh: '负的输入漏过了 ReLU' },
  explanation: {
    en: 'A hundredth of the negative inputs came through. That is the leaky ReLU, another function; the plain one gives 0 there.',
    zh: '负的输入有百分之一漏了过去。那是另一个函数，叫 leaky ReLU；普通的 ReLU 在这里给出 0。',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value > 0 ? value : 0.01 * value)) }
}
