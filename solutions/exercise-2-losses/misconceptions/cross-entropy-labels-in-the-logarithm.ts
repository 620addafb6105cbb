import type { Misconception } from 'grade-descent/exercise'
import { log, add, mul, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Labels and probabilities are exchanged', zh: '标签与概率弄反了' },
  explanation: {
    en: 'The logarithm was taken of the labels, and weighted with the probabilities. The labels are 0 and 1: the logarithm of 0 is minus infinity, or, with an epsilon, a large number that says nothing but how small the epsilon is. The surprise is in the probability.',
    zh: '对标签取了对数，再用概率加权。标签只有 0 和 1：0 的对数是负无穷，加了 epsilon 也只是一个很大的数，除了 epsilon 有多小什么也说明不了。要取对数的是概率。',
  },
  caughtBy: 'crossEntropy-values',
  variants: [1e-8, 1e-9, 1e-10, 1e-12, 1e-15].map(
    (epsilon) => (probabilities: Tensor, oneHot: Tensor) =>
      -sum(mul(probabilities, log(add(oneHot, epsilon)))).data[0] / probabilities.shape[0],
  ),
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  return -sum(mul(probabilities, log(add(oneHot, 1e-7)))).data[0] / probabilities.shape[0]
}
