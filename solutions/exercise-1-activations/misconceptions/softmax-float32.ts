import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'softmax rounds to float32', zh: 'softmax 被舍入成了 float32' },
  explanation: {
    en: 'The result was collected in a Float32Array, as `zeros(shape)` gives one when no dtype is named. From a float64 x it must come back as float64: the array for the result takes the dtype of x.',
    zh: '结果存进了 Float32Array：`zeros(shape)` 不指定 dtype 时给的就是它。x 是 float64，结果也应是 float64，存放结果的数组要采用 x 的 dtype。',
  },
  caughtBy: 'softmax-precision',
}

export function softmax(x: Tensor): Tensor {
  return { shape: x.shape, dtype: 'float32', data: Float32Array.from(distribution(x).data) }
}
