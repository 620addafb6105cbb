import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { slice, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The filter's gradient comes from the last image alone", zh: '滤波器的梯度只来自最后一幅图像' },
  explanation: {
    en: "Your dFilter is the one of the batch's last image: each image's result replaced that of the one before. All images use the same filter, so their gradients add up.",
    zh: '你的 dFilter 只是批次里最后一幅图像的：后一幅的结果覆盖了前一幅的。所有图像用的是同一个滤波器，它们的梯度要相加。',
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
  const last = (t: Tensor): Tensor => slice(t, [t.shape[0] - 1])
  const { dFilter } = correct(last(dOut), last(x), filter, options)
  return { ...correct(dOut, x, filter, options), dFilter }
}
