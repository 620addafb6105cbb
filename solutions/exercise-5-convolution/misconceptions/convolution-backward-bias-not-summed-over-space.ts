import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is not summed over the positions', zh: '偏置梯度没有对空间位置求和' },
  explanation: {
    en: "Your dBias has an entry for each position of the output; it was summed over the batch only. A convolution uses the same bias at every position, so what comes back from all positions adds up, and dBias has the bias's own shape.",
    zh: '你的 dBias 对每个输出位置都有一项：只对批次求了和。卷积在每个位置用的是同一个偏置，所以各个位置传回来的量都要相加，dBias 的形状与偏置相同。',
  },
  caughtBy: 'conv2dBackward-gradient',
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  return { ...correct(dOut, x, filter, options), dBias: sum(dOut, [0]) }
}
