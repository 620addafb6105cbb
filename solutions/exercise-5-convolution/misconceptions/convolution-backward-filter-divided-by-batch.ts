import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The filter's gradient is divided by the batch size", zh: '滤波器的梯度除以了批次大小' },
  explanation: {
    en: 'Your dFilter is too small by the number of images. A mean over the batch belongs to the loss, and its 1/N is inside dOut already; a layer passes on what it gets.',
    zh: '你的 dFilter 小了，倍数正是图像的幅数。对批次取平均是损失的事，那个 1/N 已经在 dOut 里了；一层只负责把收到的梯度往回传。',
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
  return { ...gradients, dFilter: div(gradients.dFilter, x.shape[0]) }
}
