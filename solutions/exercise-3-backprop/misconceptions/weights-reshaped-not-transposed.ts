import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { matMul, reshape, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The weights are reshaped where they should be transposed', zh: '该转置权重的地方用了 reshape' },
  explanation: {
    en: "dX looks like dOut times the weights reshaped to [O, I]. Reshaping leaves the numbers in their order in memory and only cuts the rows elsewhere; transposing moves the number at [i, o] to [o, i]. Both give the shape that the product wants, so no error is thrown, but weights end up beside units that they don't belong to.",
    zh: '你的 dX 等于 dOut 乘以*被 reshape* 成 [O, I] 的权重。reshape 不改变数在内存里的次序，只是换个地方断行；转置才会把 [i, o] 处的数搬到 [o, i]。两者形状都合乎乘法的要求，所以不会报错，但权重已经和别的单元配错了对。',
  },
  caughtBy: 'denseBackward-gradient',
  harmsTraining: false,
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const [inputs, outputs] = parameters.weights.shape
  const { gradients } = correct(dOut, x, parameters)
  return { dX: matMul(dOut, reshape(parameters.weights, [outputs, inputs])), gradients }
}
