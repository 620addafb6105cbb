import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The square of the norm is compared with maxNorm', zh: '拿范数的平方去和 maxNorm 比' },
  explanation: {
    en: 'Whether to clip was decided by the sum of squares, before its root was taken. Gradients that were short enough got scaled up to maxNorm. Compare the norm itself.',
    zh: '判断要不要裁剪时，用的是还没开方的平方和。于是本来不长的梯度反而被放大到了 maxNorm。要比较的是范数本身。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients)
  return gradients.map((gradient) => (norm ** 2 > maxNorm ? mul(gradient, maxNorm / norm) : gradient))
}
