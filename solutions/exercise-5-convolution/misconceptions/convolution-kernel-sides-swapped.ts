import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { transpose, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Rows and columns of the kernel are exchanged', zh: '卷积核的行与列对调了' },
  explanation: {
    en: "Your output is that of a kernel with rows and columns exchanged. The filter's axes are height, width, input channel, output channel, in the order of the image's: its first index moves down, its second to the right.",
    zh: '你的输出对应于行列对调后的卷积核。滤波器的轴依次是高、宽、输入通道、输出通道，与图像的次序一致：第一个下标往下走，第二个往右走。',
  },
  caughtBy: 'conv2d-values',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  return correct(x, transpose(filter, [1, 0, 2, 3]), bias, options)
}
