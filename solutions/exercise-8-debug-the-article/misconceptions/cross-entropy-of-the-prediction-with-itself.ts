import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The logarithms are weighted by the prediction', zh: '对数用预测值加了权' },
  explanation: {
    en: 'The labels were never asked: this is the entropy of the predicted probabilities, which tells how undecided the network is, not how wrong. Each logarithm is weighted by what is true.',
    zh: '标签根本没有用上：这是预测概率自己的熵，说的是网络有多犹豫，而不是错得有多远。每个对数都应当用真实的标签来加权。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples] = oneHot.shape
  const total = probabilities.data.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0)
  return -total / samples
}
