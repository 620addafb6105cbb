import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient is multiplied by maxNorm alone', zh: '只乘了 maxNorm，没有除以范数' },
  explanation: {
    en: 'Where the norm was too large you multiplied by maxNorm. The factor must make the norm *equal* to maxNorm, whatever it was before.',
    zh: '范数过大时，你只乘了 maxNorm。这个系数应使范数恰好*等于* maxNorm，不管原来是多少。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients)
  return gradients.map((gradient) => (norm > maxNorm ? mul(gradient, maxNorm) : gradient))
}
