import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { zeros, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The maxima are a float32 tensor', zh: '最大值放进了 float32 张量' },
  explanation: {
    en: 'The maxima are right to about seven digits and no further: `zeros(shape)` makes a float32 tensor unless it is told the dtype. The dtype of a result is that of the inputs.',
    zh: '最大值只在前七位左右是对的：`zeros(shape)` 不指定 dtype 时得到 float32 张量。结果的 dtype 应与输入相同。',
  },
  caughtBy: 'maxPool2d-precision',
  harmsTraining: false,
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  const { shape, data } = correct(x, options)
  const output = zeros(shape)
  output.data.set(data)
  return output
}
