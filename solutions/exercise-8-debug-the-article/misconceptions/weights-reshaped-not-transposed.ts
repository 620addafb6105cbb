import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { matMul, reshape, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The weights are reshaped where they should be transposed', zh: '该转置权重的地方用了 reshape' },
  explanation: {
    en: 'dX has the right shape and wrong numbers: a reshape keeps the numbers in their order and only cuts the rows elsewhere. A transpose turns rows into columns. A right shape is no proof.',
    zh: 'dX 的形状对，数不对：reshape 不改变数的顺序，只是换个地方断行；转置才是行列互换。形状对，不等于结果对。',
  },
  caughtBy: 'denseBackward-gradient',
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { gradients } = correct(dOut, x, parameters)
  const [inputs, outputs] = parameters.weights.shape
  return { dX: matMul(dOut, reshape(parameters.weights, [outputs, inputs])), gradients }
}
