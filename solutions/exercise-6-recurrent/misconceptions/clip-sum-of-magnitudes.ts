import type { Misconception } from 'grade-descent/exercise'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Magnitudes are added in place of squares', zh: '相加的是绝对值而不是平方' },
  explanation: {
    en: 'Your norm is the sum of the magnitudes of all entries (the L1 norm). The Euclidean norm is meant: the root of the sum of squares.',
    zh: '你的范数是所有元素绝对值之和（L1 范数）。这里指的是欧几里得范数：平方和的平方根。',
  },
  caughtBy: 'clipByGlobalNorm-values',
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = gradients.reduce((total, { data }) => data.reduce((part, entry) => part + Math.abs(entry), total), 0)
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, maxNorm / norm)) : [...gradients]
}
