import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: '‘same’ is treated as ‘valid’', zh: '把 same 当成了 valid' },
  explanation: {
    en: "Where 'same' was asked you added no zeros, and the output came out smaller. With 'same' there is a window for every stride of the image, as far as its edge; what a window sees outside counts as 0.",
    zh: '要求 same 时你没有补零，输出偏小。same 之下，图像上每一步都有一个窗口，一直到边缘；窗口伸到图像之外看到的算作 0。',
  },
  caughtBy: 'conv2d-same',
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  return correct(x, filter, bias, { ...options, padding: 'valid' })
}
