import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is not summed over the batch', zh: '偏置梯度没有对批次求和' },
  explanation: {
    en: "Your dBias has a row for each image; it was summed over the positions only. All images use the same bias, so their contributions add up too, and dBias has the bias's own shape.",
    zh: '你的 dBias 对每幅图像都有一行：只对空间位置求了和。所有图像用的是同一个偏置，它们的贡献也要相加，dBias 的形状与偏置相同。',
  },
  caughtBy: 'conv2dBackward-gradient',
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  return { ...correct(dOut, x, filter, options), dBias: sum(dOut, [1, 2]) }
}
