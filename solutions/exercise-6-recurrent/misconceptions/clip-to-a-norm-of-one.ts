import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The clipped gradient has a norm of 1', zh: '裁剪之后范数是 1' },
  explanation: {
    en: 'Gradients that are too long were divided by their norm, and that is all: they are 1 long now, whatever maxNorm says.',
    zh: '过长的梯度只除以了自己的范数：不论 maxNorm 是多少，现在的长度都是 1。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients)
  return norm > maxNorm ? gradients.map((gradient) => div(gradient, norm)) : [...gradients]
}
