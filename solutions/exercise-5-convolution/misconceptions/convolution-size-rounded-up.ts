import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A window that hangs over the edge is counted', zh: '把伸出边缘的窗口也算进去了' },
  explanation: {
    en: "Without padding your output has a window more than fits: the division by the stride was rounded up, and the last window hangs over the edge. With 'valid' the rest that fills no window is left out.",
    zh: '不填充时，你的输出比放得下的窗口多了一个：除以步幅时向上取整了，最后一个窗口伸出了图像边缘。valid 之下，填不满一个窗口的剩余部分应当舍去。',
  },
  caughtBy: 'conv2d-strides',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  if (options.padding === 'same') return correct(x, filter, bias, options)
  const [down, right] = options.strides ?? [1, 1]
  const bottom = overhang(x.shape[1], filter.shape[0], down)
  const after = overhang(x.shape[2], filter.shape[1], right)
  return correct(x, filter, bias, {
    ...options,
    padding: [
      [0, bottom],
      [0, after],
    ],
  })
}

function overhang(input: number, kernel: number, stride: number): number {
  return Math.ceil((input - kernel) / stride) * stride + kernel - input
}
