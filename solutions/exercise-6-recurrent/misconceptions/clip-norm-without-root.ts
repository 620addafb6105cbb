import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The root is missing in the norm', zh: '范数忘了开平方' },
  explanation: {
    en: 'What you divide by is the sum of the squares, not its root. Then the factor is far too small, and gradients whose norm is below maxNorm are shrunk as well. A norm is a length: in the plane, the root of a² + b².',
    zh: '你除以的是平方和，没有开平方。于是系数小得多，范数本来不到 maxNorm 的梯度也被缩小了。范数是长度：在平面上就是 a² + b² 的平方根。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients) ** 2
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, maxNorm / norm)) : [...gradients]
}
