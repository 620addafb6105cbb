import type { Misconception } from 'grade-descent/exercise'
import { clipByGlobalNorm as correct } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Each tensor is clipped by its own norm', zh: '每个张量按自己的范数裁剪' },
  explanation: {
    en: 'Every tensor of your result has a norm of at most maxNorm, but each was scaled by a factor of its own. Then the whole gradient points another way, and its norm may still be larger than maxNorm. Global means: one norm, over all entries of all tensors.',
    zh: '你的结果中每个张量的范数都不超过 maxNorm，但各自用了不同的系数缩放。这样整个梯度的方向就变了，总的范数也仍可能超过 maxNorm。“全局”的意思是：所有张量的所有元素合在一起，只有一个范数。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  return gradients.flatMap((gradient) => correct([gradient], maxNorm))
}
