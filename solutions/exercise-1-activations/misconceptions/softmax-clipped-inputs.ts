import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The inputs were clipped before softmax', zh: '做 softmax 之前截断了输入' },
  explanation: {
    en: 'Clipping keeps the exponential from overflowing, but it makes different inputs equal: beyond the limit every class gets the same probability, and its gradient is gone. Softmax depends on the differences within a row alone; a shift keeps them, a clip does not.',
    zh: '截断确实能避免指数溢出，但会让不同的输入变得相等：超过界限之后，各类别的概率都一样，梯度也没了。softmax 只取决于行内元素之差；平移保留这些差，截断则不然。',
  },
  caughtBy: 'softmax-distribution',
}

export function softmax(x: Tensor): Tensor {
  return distribution({ ...x, data: x.data.map((value) => Math.min(30, Math.max(-30, value))) })
}
