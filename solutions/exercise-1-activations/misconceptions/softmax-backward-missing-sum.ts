import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'softmaxBackward lacks the term that the row shares', zh: 'softmaxBackward 缺了整行共有的那一项' },
  explanation: {
    en: 'dOut times s is the first of two terms. The second comes from the denominator, in which every input of the row stands. A test: each row of the gradient must sum to 0, because adding one number to the whole row changes nothing.',
    zh: 'dOut 乘以 s 只是两项中的第一项。第二项来自分母，因为本行的每个输入都在分母里。可以这样检验：给整行加同一个数结果不变，所以梯度的每一行之和必为 0。',
  },
  caughtBy: 'softmaxBackward-gradient',
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = distribution(x)
  return { ...s, data: s.data.map((value, i) => dOut.data[i] * value) }
}
