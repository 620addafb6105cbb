import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { zeros, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The filter's gradient is a float32 tensor", zh: '滤波器的梯度是 float32 张量' },
  explanation: {
    en: 'dFilter is right to about seven digits and no further: `zeros(shape)` makes a float32 tensor unless it is told the dtype. The dtype of a result is that of the inputs; `zerosLike` keeps it.',
    zh: 'dFilter 只在前七位左右是对的：`zeros(shape)` 不指定 dtype 时得到 float32 张量。结果的 dtype 应与输入相同；`zerosLike` 就能保住。',
  },
  caughtBy: 'conv2dBackward-precision',
  harmsTraining: false,
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  const gradients = correct(dOut, x, filter, options)
  const dFilter = zeros(filter.shape)
  dFilter.data.set(gradients.dFilter.data)
  return { ...gradients, dFilter }
}
