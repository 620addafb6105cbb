import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: '‘valid’ and ‘same’ are mixed up', zh: 'valid 和 same 弄反了' },
  explanation: {
    en: "Where 'valid' was asked your output has the size of 'same'. 'valid' means that a window lies on the image entirely: no zeros are added, and the output is smaller than the image by the kernel's side less one.",
    zh: '要求 valid 时，你的输出却是 same 的大小。valid 的意思是窗口必须完全落在图像之内：不补零，输出的边长比图像小“核的边长减一”。',
  },
  caughtBy: 'conv2d-values',
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  return correct(x, filter, bias, { ...options, padding: options.padding === 'valid' ? 'same' : 'valid' })
}
