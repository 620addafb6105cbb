import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropy as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { max, mean, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The row’s maximum was not added back', zh: '忘了把行最大值加回来' },
  explanation: {
    en: "The maximum was subtracted inside the exponentials, and the label's logit was subtracted unshifted. So one half of the difference has moved and the other has not. Either shift the whole row first, or add the maximum back to the logarithm.",
    zh: '指数里减去了最大值，而减去的标签 logit 却没有平移：差的一半动了，另一半没动。要么先把整行都平移，要么在对数之后把最大值加回来。',
  },
  caughtBy: 'softmaxCrossEntropy-values',
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  const largest = mean(max(logits, 1)).data[0]
  return correct(logits, labels) - largest
}
