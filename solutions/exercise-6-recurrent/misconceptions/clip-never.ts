import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Nothing is ever clipped', zh: '什么都没有裁剪' },
  explanation: {
    en: 'Your result is the gradients as they came in, also where their joint norm is larger than maxNorm. If you scaled them: are the scaled tensors what you return?',
    zh: '你的结果就是原来的梯度，联合范数超过 maxNorm 时也一样。如果你做了缩放：返回的是缩放后的张量吗？',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  void maxNorm
  return [...gradients]
}
