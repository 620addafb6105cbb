import type { Misconception } from 'grade-descent/exercise'
import { crossEntropy as correct } from 'grade-descent/engine/losses/cross-entropy'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The cross-entropy is summed over the batch', zh: '交叉熵对批次只求了和' },
  explanation: {
    en: "The samples' losses were added up and not divided by their number. The loss then grows with the batch, and so does its gradient.",
    zh: '各样本的损失加了起来，却没有除以样本数。这样损失会随批次变大，梯度也一样。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  return correct(probabilities, oneHot) * probabilities.shape[0]
}
