import type { Misconception } from 'grade-descent/exercise'
import { clipByGlobalNorm as correct } from 'grade-descent/engine/optimizers/clip-by-global-norm'
import { tensor, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The clipped gradients are float32 tensors', zh: '裁剪后的梯度是 float32 张量' },
  explanation: {
    en: 'The result is right to about seven digits and no further: `zeros(shape)` and `tensor(values, shape)` make float32 tensors unless they are told the dtype. Each result has the dtype of its gradient.',
    zh: '结果只在前七位左右是对的：`zeros(shape)` 和 `tensor(values, shape)` 不指定 dtype 时得到 float32 张量。每个结果的 dtype 应与对应的梯度相同。',
  },
  caughtBy: 'clipByGlobalNorm-precision',
  harmsTraining: false,
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  return correct(gradients, maxNorm).map(({ shape, data }) => tensor(Array.from(data), shape))
}
