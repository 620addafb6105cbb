import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import { add, mul, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The shared term is added', zh: '共有项被加上了' },
  explanation: {
    en: 'The term that a row shares was added where it has to be taken off. The outputs sum to 1, so moving all inputs alike moves nothing: the entries of dX sum to 0 in every row. Yours do not.',
    zh: '整行共有的那一项本该减去，却被加上了。各个输出之和为 1，所有输入一起平移时输出不变，因此 dX 每行之和为 0。你的不是。',
  },
  caughtBy: 'softmaxBackward-gradient',
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = distribution(x)
  const shared = sum(mul(dOut, s), [-1], true)
  return mul(s, add(dOut, shared))
}
