import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No gradient is passed on to the image', zh: '没有把梯度传给输入图像' },
  explanation: {
    en: "dX is 0 everywhere. The first layer of a network could do without it, any other can't: its dX is the dOut of the layer before.",
    zh: 'dX 全是 0。网络的第一层可以不要它，其他层都不行：这一层的 dX 就是前一层的 dOut。',
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
  return { ...correct(dOut, x, filter, options), dX: zerosLike(x) }
}
