import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The tensors' norms are added", zh: '把各个张量的范数相加' },
  explanation: {
    en: "Your joint norm is the sum of the norms of the tensors. Lengths at right angles don't add up, their squares do: sum the squares over all tensors, and take one root in the end.",
    zh: '你的联合范数是各张量范数之和。互相垂直的长度不能直接相加，它们的平方才能：先把所有张量的平方加在一起，最后开一次平方。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = gradients.reduce((total, gradient) => total + globalNorm([gradient]), 0)
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, maxNorm / norm)) : [...gradients]
}
