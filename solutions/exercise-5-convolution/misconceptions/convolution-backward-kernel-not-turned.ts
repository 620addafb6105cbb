import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The input's gradient meets the kernel unturned", zh: '求输入梯度时没有旋转卷积核' },
  explanation: {
    en: 'Your dX is a convolution of dOut with the kernel as it is. Follow one pixel: the window further left meets it with a tap further right. So seen from the pixel the taps come in reverse order, and the kernel has to be turned by 180 degrees.',
    zh: '你的 dX 是 dOut 与*未旋转*的核的卷积。盯住一个像素：越靠左的窗口，碰到它的核元素越靠右。从像素这边看，核元素的次序是反的，所以核要旋转 180 度。',
  },
  caughtBy: 'conv2dBackward-gradient',
  harmsTraining: false,
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  return { ...correct(dOut, x, filter, options), dX: correct(dOut, x, turned(filter), options).dX }
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
