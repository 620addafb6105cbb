import type { Misconception } from 'grade-descent/exercise'
import { maximum, minimum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Each entry is cut off at maxNorm', zh: '每个元素被截断到 maxNorm' },
  explanation: {
    en: 'Entries between -maxNorm and maxNorm are as they were, and the others were cut off there. That is clipping by value: it changes the direction, and says nothing about the norm. Clipping by the norm scales all entries by one factor.',
    zh: '-maxNorm 到 maxNorm 之间的元素没有变，之外的被截断了。那是按值裁剪：它会改变方向，也管不住范数。按范数裁剪是用同一个系数缩放所有元素。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  return gradients.map((gradient) => minimum(maximum(gradient, -maxNorm), maxNorm))
}
