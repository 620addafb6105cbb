import type { Misconception } from 'grade-descent/exercise'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The norm is that of the largest entry', zh: '把最大的元素当作范数' },
  explanation: {
    en: 'What you compare with maxNorm, and scale by, is the magnitude of the largest entry. The Euclidean norm counts all entries: the root of the sum of their squares.',
    zh: '你拿来和 maxNorm 比较、用来缩放的，是绝对值最大的那个元素。欧几里得范数要算上所有元素：平方和的平方根。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = gradients.reduce(
    (top, { data }) => data.reduce((most, entry) => Math.max(most, Math.abs(entry)), top),
    0,
  )
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, maxNorm / norm)) : [...gradients]
}
