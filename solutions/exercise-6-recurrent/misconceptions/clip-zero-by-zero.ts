import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Zero is divided by zero', zh: '零除以零' },
  explanation: {
    en: 'Gradients that are all zeros came out as NaN: their norm is 0, and the factor was 0 / 0. From then on every parameter is NaN. Where nothing is to be clipped nothing needs to be divided.',
    zh: '梯度全为零时，结果变成了 NaN：它们的范数为 0，系数就成了 0 / 0。从此每个参数都是 NaN。不需要裁剪时，也就不需要做除法。',
  },
  caughtBy: 'clipByGlobalNorm-zeros',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients)
  return gradients.map((gradient) => mul(gradient, Math.min(norm, maxNorm) / norm))
}
