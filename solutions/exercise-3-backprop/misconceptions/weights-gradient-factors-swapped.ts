import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { matMul, reshape, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The two factors of the weights' gradient are swapped", zh: '权重梯度的两个因子颠倒了' },
  explanation: {
    en: 'The right numbers are there, in the wrong places: you multiplied dOut (turned over) by x, which gives [O, I], and then made it [I, O] by reshaping. In a matrix product the order of the factors decides which axis comes first. Put the factor whose axis the result begins with on the left, and no reshaping is needed.',
    zh: '数都对，位置错了：你用转置后的 dOut 去乘 x，得到的是 [O, I]，又用 reshape 变成了 [I, O]。矩阵乘法里，因子的次序决定了哪个轴在前。结果以哪个轴开头，就把带那个轴的因子放在左边，这样根本不需要 reshape。',
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
  return { dX, gradients: { ...gradients, weights: reshape(matMul(dOut, x, true), parameters.weights.shape) } }
}
