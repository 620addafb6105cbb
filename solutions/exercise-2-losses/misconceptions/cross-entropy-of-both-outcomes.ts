import type { Misconception } from 'grade-descent/exercise'
import { crossEntropy as correct } from 'grade-descent/engine/losses/cross-entropy'
import { sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The wrong classes add their own terms', zh: '其余类别也计入了损失' },
  explanation: {
    en: 'Beside y ln p, the terms (1 - y) ln(1 - p) were added. That is the binary cross-entropy, for classes that don’t exclude each other, each a yes or no of its own. Here a sample has one class, and what the others have left is in its probability already.',
    zh: '除了 y ln p，还加上了 (1 - y) ln(1 - p)。那是二元交叉熵，用于互不排斥、各自回答“是或否”的类别。这里一个样本只属于一个类别，其余类别占去多少，已经反映在它的概率里了。',
  },
  caughtBy: 'crossEntropy-values',
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  return correct(probabilities, oneHot) + correct(sub(1, probabilities), sub(1, oneHot))
}
