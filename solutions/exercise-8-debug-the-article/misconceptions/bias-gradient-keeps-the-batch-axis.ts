import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient keeps the axis of the batch', zh: '偏置梯度还留着批次那个轴' },
  explanation: {
    en: 'The numbers are right: the samples have been added up. But the result is a matrix of one row, [1, O], and the bias is a vector, [O]. A gradient has the shape of its parameter, with no axis more.',
    zh: '数是对的：各个样本已经加起来了。但结果是一行的矩阵 [1, O]，而偏置是向量 [O]。梯度的形状应与参数相同，不能多出一个轴。',
  },
  caughtBy: 'denseBackward-gradient',
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  return { dX, gradients: { ...gradients, bias: sum(dOut, [0], true) } }
}
