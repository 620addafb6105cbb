import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient comes from one sample', zh: '偏置梯度只来自一个样本' },
  explanation: {
    en: 'Your bias gradient is dOut of the first sample alone; the others are not in it. dOut [N, O] has one row too many for a bias [O], and keeping one row makes the shape right but forgets N - 1 samples, each of which used the bias too. At a batch of 1 nothing shows.',
    zh: '你的偏置梯度只取了第一个样本的 dOut，其余样本都没算进去。dOut [N, O] 比偏置 [O] 多一个轴，只留一行，形状是对了，却丢掉了另外 N - 1 个样本，而它们同样用到了这个偏置。批次大小为 1 时看不出问题。',
  },
  caughtBy: 'denseBackward-gradient',
  harmsTraining: false,
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  const firstSample = { shape: gradients.bias.shape, dtype: dOut.dtype, data: dOut.data.slice(0, dOut.shape[1]) }
  return { dX, gradients: { ...gradients, bias: firstSample } }
}
