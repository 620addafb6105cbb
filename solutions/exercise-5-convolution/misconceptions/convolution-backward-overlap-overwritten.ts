import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { eachTap, placeWindows } from 'grade-descent/engine/window'
import { matMul, reshape, zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Where windows overlap, the last one wins', zh: '窗口重叠处只留下了最后一个' },
  explanation: {
    en: 'A pixel that lies under several windows has the gradient of the last of them only: it was assigned, not added. Each window that sees a pixel is a path to the loss, and paths add up.',
    zh: '一个像素被几个窗口看到时，你只留下了最后一个窗口的梯度：用的是赋值，而不是累加。每个看到它的窗口都是通向损失的一条路，各条路要相加。',
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
  const [height, width, channels, filters] = filter.shape
  const { strides = [1, 1], padding = 'valid' } = options
  const windows = placeWindows('conv2dBackward', x.shape, [height, width], strides, padding)
  const dPatches = matMul(
    reshape(dOut, [dOut.data.length / filters, filters]),
    reshape(filter, [height * width * channels, filters]),
    false,
    true,
  )
  const dX = zerosLike(x)
  eachTap(windows, (output, pixel, tap) => {
    const from = (output * height * width + tap) * channels
    dX.data.set(dPatches.data.subarray(from, from + channels), pixel * channels)
  })
  return { ...correct(dOut, x, filter, options), dX }
}
