import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Small gradients are scaled up to maxNorm', zh: '小的梯度被放大到 maxNorm' },
  explanation: {
    en: 'The joint norm of your result is maxNorm also where it was smaller before. Clipping sets an upper limit. What is below it stays as it is, else training would take steps of one length and never settle.',
    zh: '原来的联合范数比 maxNorm 小时，你的结果也被放大到了 maxNorm。裁剪只规定上限；没到上限的要保持原样，否则每步都一样长，训练永远静不下来。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients)
  return gradients.map((gradient) => (norm === 0 ? gradient : mul(gradient, maxNorm / norm)))
}
