import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { matMul, reshape, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The input is reshaped where it should be transposed', zh: '该转置输入的地方用了 reshape' },
  explanation: {
    en: "Your weights' gradient looks like x reshaped to [I, N], times dOut. Reshaping keeps the order of the numbers in memory, so a row of the result mixes several inputs of one sample, when it should hold one input of every sample. With a batch of 1, or with one input, the two agree, which is why small tests can miss it.",
    zh: '你的权重梯度等于*被 reshape* 成 [I, N] 的 x 乘以 dOut。reshape 保持数在内存里的次序，于是结果的一行混进了同一样本的几个输入，而它本该是同一个输入在所有样本上的值。批次大小为 1 或只有一个输入时两者相同，所以小测试发现不了。',
  },
  caughtBy: 'denseBackward-gradient',
  harmsTraining: false,
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const [batch, inputs] = x.shape
  const { dX, gradients } = correct(dOut, x, parameters)
  return { dX, gradients: { ...gradients, weights: matMul(reshape(x, [inputs, batch]), dOut) } }
}
