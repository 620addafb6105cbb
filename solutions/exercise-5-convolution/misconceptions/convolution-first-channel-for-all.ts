import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { slice, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "All channels meet the kernel's first channel", zh: '所有通道都用了卷积核的第一个通道' },
  explanation: {
    en: 'Every channel of the image was multiplied with channel 0 of the filter. A filter has a kernel of its own for each input channel: the channel index runs through image and filter together.',
    zh: '图像的每个通道都乘了滤波器的第 0 个通道。滤波器对每个输入通道各有一个核：通道下标要在图像和滤波器里同步变化。',
  },
  caughtBy: 'conv2d-values',
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const [height, width, , filters] = filter.shape
  const first = slice(filter, [0, 0, 0, 0], [height, width, 1, filters])
  return correct(sum(x, [3], true), first, bias, options)
}
