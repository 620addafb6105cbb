import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is summed over the wrong axis', zh: '偏置梯度沿错了轴求和' },
  explanation: {
    en: 'One number for each sample is left, [N]: the outputs were added up, and the samples kept apart. It should be the other way round. Each output has a bias of its own, and all the samples share it.',
    zh: '剩下的是每个样本一个数，[N]：各个输出被加了起来，样本却还是分开的。应当反过来：每个输出有自己的偏置，所有样本共用它。',
  },
  caughtBy: 'denseBackward-gradient',
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  return { dX, gradients: { ...gradients, bias: sum(dOut, [1]) } }
}
