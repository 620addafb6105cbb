import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is one number', zh: '偏置梯度只剩一个数' },
  explanation: {
    en: "Samples and outputs were added up together, and one number is left. Each output has a bias of its own, which must not hear of the others. Only one of the two axes is to be summed over: the one that the bias doesn't have.",
    zh: '样本和输出一起加掉了，只剩一个数。每个输出有自己的偏置，与别的输出无关。两个轴只该对其中一个求和：偏置所没有的那一个。',
  },
  caughtBy: 'denseBackward-gradient',
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const { dX, gradients } = correct(dOut, x, parameters)
  return { dX, gradients: { ...gradients, bias: sum(dOut) } }
}
