import type { Misconception } from 'grade-descent/exercise'
import { rnnStepBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zeros, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is a float32 tensor', zh: '偏置梯度是 float32 张量' },
  explanation: {
    en: 'The bias gradient is right to about seven digits and no further: `zeros(shape)` makes a float32 tensor unless it is told the dtype. `zeros(shape, dH.dtype)` or `zerosLike` keep it.',
    zh: '偏置梯度只在前七位左右是对的：`zeros(shape)` 不指定 dtype 时得到 float32 张量。用 `zeros(shape, dH.dtype)` 或 `zerosLike` 就能保住精度。',
  },
  caughtBy: 'rnnStepBackward-precision',
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const { dX, dHPrevious, gradients } = correct(dH, x, hPrevious, parameters)
  const bias = zeros(gradients.bias.shape)
  bias.data.set(gradients.bias.data)
  return { dX, dHPrevious, gradients: { ...gradients, bias } }
}
