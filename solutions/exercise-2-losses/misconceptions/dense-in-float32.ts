import type { Misconception } from 'grade-descent/exercise'
import { dense as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { zeros, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The dense layer’s result is a float32 tensor', zh: '全连接层的结果成了 float32 张量' },
  explanation: {
    en: 'The result is right to about seven digits and no further: `zeros(shape)` makes a float32 tensor unless it is told the dtype. The dtype of a result is that of the inputs: `zeros(shape, x.dtype)`.',
    zh: '结果只在前七位左右是对的：`zeros(shape)` 不指定 dtype 时得到的是 float32 张量。结果的 dtype 应与输入相同，即 `zeros(shape, x.dtype)`。',
  },
  caughtBy: 'dense-precision',
}

export function dense(x: Tensor, parameters: DenseParameters): Tensor {
  const y = zeros([x.shape[0], parameters.bias.shape[0]])
  y.data.set(correct(x, parameters).data)
  return y
}
