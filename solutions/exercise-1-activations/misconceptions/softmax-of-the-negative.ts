import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The exponent has the wrong sign', zh: '指数的符号反了' },
  explanation: {
    en: 'The largest input got the smallest probability: exp(-x) in place of exp(x). (The minus belongs to the sigmoid.)',
    zh: '最大的输入反而得到最小的概率：exp(x) 写成了 exp(-x)。（带负号的是 sigmoid。）',
  },
  caughtBy: 'softmax-values',
}

export function softmax(x: Tensor): Tensor {
  return distribution({ ...x, data: x.data.map((value) => -value) })
}
