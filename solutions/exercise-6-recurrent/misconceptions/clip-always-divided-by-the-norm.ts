import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { div, mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Divided by the norm, whatever it is', zh: '不论范数是多少都除以它' },
  explanation: {
    en: 'Every gradient was divided by the norm and multiplied by maxNorm: small ones grow up to maxNorm, and gradients of all zeros become NaN, for 0 / 0 is not a number. Scale only where the norm is larger than maxNorm.',
    zh: '你对所有梯度都除以范数再乘 maxNorm：小的梯度被放大到 maxNorm，而全为零的梯度成了 NaN，因为 0 / 0 不是数。只有范数大于 maxNorm 时才缩放。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients)
  return gradients.map((gradient) => mul(div(gradient, norm), maxNorm))
}
