import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { slice, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: {
    en: 'The output has the strided size, but the windows move by one',
    zh: '输出大小按步幅算了，窗口却逐像素移动',
  },
  explanation: {
    en: "The size of your output takes the strides into account, its content doesn't: output (i, j) was taken from the window that begins at pixel (i, j). How far has the window come after i strides?",
    zh: '你的输出大小考虑了步幅，内容却没有：输出 (i, j) 取自从像素 (i, j) 开始的窗口。想一想，走了 i 步之后，窗口到了哪里？',
  },
  caughtBy: 'conv2d-strides',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const { shape } = correct(x, filter, bias, options)
  return slice(correct(x, filter, bias, { ...options, strides: [1, 1] }), [0, 0, 0, 0], shape)
}
