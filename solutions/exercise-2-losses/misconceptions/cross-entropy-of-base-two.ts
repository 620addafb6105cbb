import type { Misconception } from 'grade-descent/exercise'
import { crossEntropy as correct } from 'grade-descent/engine/losses/cross-entropy'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The logarithm has the base 2', zh: '对数用了底数 2' },
  explanation: {
    en: 'The logarithm was taken with the base 2, which measures surprise in bits. The loss is defined with the natural logarithm; only that one has the slope 1/p without a constant.',
    zh: '对数取了以 2 为底，那是以比特衡量的意外程度。这里的损失用自然对数定义；只有自然对数的斜率才恰好是 1/p，不带常数。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  return correct(probabilities, oneHot) / Math.LN2
}
