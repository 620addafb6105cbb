import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias is added once for every product', zh: '每做一次乘法就加一次偏置' },
  explanation: {
    en: 'The bias is in your output as many times as a window has numbers (height times width times channels). It stands inside the innermost loop. It belongs to the sum as a whole, once.',
    zh: '你的输出里偏置加了许多遍，遍数等于一个窗口里数的个数（高乘宽乘通道数）：它被放进了最内层循环。偏置属于整个求和，只加一次。',
  },
  caughtBy: 'conv2d-values',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const [height, width, channels] = filter.shape
  return correct(x, filter, mul(bias, height * width * channels), options)
}
