import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { tensor, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The output is a float32 tensor', zh: '输出是 float32 张量' },
  explanation: {
    en: 'The numbers are right to about seven digits and no further: `zeros(shape)` and `tensor(values, shape)` make float32 tensors unless they are told the dtype. The dtype of a result is that of the inputs.',
    zh: '结果只在前七位左右是对的：`zeros(shape)` 和 `tensor(values, shape)` 不指定 dtype 时得到 float32 张量。结果的 dtype 应与输入相同。',
  },
  caughtBy: 'conv2d-precision',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const { shape, data } = correct(x, filter, bias, options)
  return tensor(Array.from(data), shape)
}
