import type { Misconception } from 'grade-descent/exercise'
import { globalNorm } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Short gradients are scaled, long ones are not', zh: '缩放的是短的梯度，而不是长的' },
  explanation: {
    en: 'Long gradients stayed as they were, and short ones were scaled up to maxNorm. Either the comparison is the wrong way round, or of 1 and maxNorm / norm you took the larger. Clipping only ever makes shorter.',
    zh: '长的梯度原样未动，短的反而被放大到了 maxNorm。要么比较的方向反了，要么在 1 与 maxNorm / norm 之间取了较大的。裁剪只会把梯度变短。',
  },
  caughtBy: 'clipByGlobalNorm-values',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = globalNorm(gradients)
  return gradients.map((gradient) => mul(gradient, norm === 0 ? 1 : Math.max(1, maxNorm / norm)))
}
