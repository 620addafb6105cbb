import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The filter's gradient is turned by 180 degrees", zh: '滤波器的梯度旋转了 180 度' },
  explanation: {
    en: "Your dFilter holds the right numbers in reverse order in space. Only the input's gradient meets a turned kernel. A tap's own gradient is the sum of what that tap was multiplied with, times dOut, and stays at that tap.",
    zh: '你的 dFilter 数值是对的，但在空间上次序颠倒了。只有求输入的梯度时才会用到旋转的核。某个核元素的梯度，是它乘过的那些像素分别乘 dOut 再求和，就放在该元素自己的位置。',
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
  const gradients = correct(dOut, x, filter, options)
  return { ...gradients, dFilter: turned(gradients.dFilter) }
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
