import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropy as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The loss of the logits is summed over the batch', zh: 'logits 的损失对批次只求了和' },
  explanation: {
    en: "The samples' losses were added up and not divided by N. The loss then depends on how many samples a batch has, and a short last batch seems to be an easy one.",
    zh: '各样本的损失加了起来，却没有除以 N。这样损失取决于一批有多少样本，末尾不满的那一批看上去就格外容易。',
  },
  caughtBy: 'softmaxCrossEntropy-values',
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  return correct(logits, labels) * logits.shape[0]
}
