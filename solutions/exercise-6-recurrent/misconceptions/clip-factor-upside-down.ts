import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The factor is upside down', zh: '系数颠倒了' },
  explanation: {
    en: 'Gradients that are too long were multiplied by norm / maxNorm, so they grew. Which of the two is larger when you clip, and which way must the gradient go?',
    zh: '过长的梯度乘的是 norm / maxNorm，反而更长了。需要裁剪时两者谁大？梯度应当往哪边变？',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients)
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, norm / maxNorm)) : [...gradients]
}
