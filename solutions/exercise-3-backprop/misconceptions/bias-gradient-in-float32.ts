import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { zeros, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is summed up in a float32 tensor', zh: '偏置梯度累加在 float32 张量里' },
  explanation: {
    en: 'The bias gradient is right to about seven digits and no further: `zeros(shape)` makes a float32 tensor unless it is told the dtype, so a float64 sum was rounded on its way in. The dtype of a result is that of the inputs; `zeros(shape, dOut.dtype)` or `zerosLike` keep it.',
    zh: '偏置梯度只在前七位左右是对的：`zeros(shape)` 不指定 dtype 时得到的是 float32 张量，float64 的和存进去就被舍入了。结果的 dtype 应与输入相同；用 `zeros(shape, dOut.dtype)` 或 `zerosLike` 就能保住。',
  },
  caughtBy: 'denseBackward-precision',
  harmsTraining: false,
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  const bias = zeros(parameters.bias.shape)
  bias.data.set(gradients.bias.data)
  return { dX, gradients: { ...gradients, bias } }
}
