import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is one number', zh: '偏置梯度成了一个数' },
  explanation: {
    en: 'dOut was summed over everything, the filters too. Each filter has a bias of its own, and so a gradient of its own: the sum runs over images, rows and columns, [F] is left.',
    zh: 'dOut 连同滤波器那一轴全加起来了。每个滤波器有自己的偏置，也就有自己的梯度：求和只对图像、行、列进行，留下 [F]。',
  },
  caughtBy: 'conv2dBackward-gradient',
  harmsTraining: false,
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  return { ...correct(dOut, x, filter, options), dBias: sum(dOut) }
}
