import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The two strides are exchanged', zh: '两个步幅对调了' },
  explanation: {
    en: "The stride for rows was used along columns, and the other way round. Pairs are in the order of the image's axes: height first, then width.",
    zh: '行的步幅用在了列上，列的步幅用在了行上。成对的数按图像轴的次序：先高，后宽。',
  },
  caughtBy: 'conv2d-strides',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const [down, right] = options.strides ?? [1, 1]
  return correct(x, filter, bias, { ...options, strides: [right, down] })
}
