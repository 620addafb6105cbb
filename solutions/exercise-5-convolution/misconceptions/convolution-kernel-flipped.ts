import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The kernel is flipped', zh: '卷积核翻转了' },
  explanation: {
    en: "Your output is the one of a kernel turned by 180 degrees: its last tap met the window's first pixel. That is the convolution of mathematics and signal processing. The layer of deep learning lays the kernel on the image as it is; strictly it is a cross-correlation.",
    zh: '你的输出对应于旋转了 180 度的卷积核：核的最后一个元素对上了窗口的第一个像素。那是数学和信号处理里的卷积。深度学习里的卷积层把核原样盖在图像上，严格说来是互相关。',
  },
  caughtBy: 'conv2d-values',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  return correct(x, turned(filter), bias, options)
}

/** The filter turned by 180 degrees in space. */
function turned(filter: Tensor): Tensor {
  const taps = filter.shape[0] * filter.shape[1]
  const size = filter.data.length / taps
  const result = zerosLike(filter)
  for (let tap = 0; tap < taps; tap++) {
    result.data.set(filter.data.subarray(tap * size, (tap + 1) * size), (taps - 1 - tap) * size)
  }
  return result
}
