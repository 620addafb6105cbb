import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The strides are ignored', zh: '忽略了步幅' },
  explanation: {
    en: 'Your windows move by one pixel whatever the strides say, so the output is larger than asked. A stride of s takes every s-th place only.',
    zh: '不管步幅是多少，你的窗口每次都只移动一个像素，所以输出比要求的大。步幅为 s 时，每隔 s 个位置才取一个。',
  },
  caughtBy: 'conv2d-strides',
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  return correct(x, filter, bias, { ...options, strides: [1, 1] })
}
