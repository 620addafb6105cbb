import type { Misconception } from 'grade-descent/exercise'
import type { ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { eachTap, placeWindows, type SlidingWindows } from 'grade-descent/engine/window'
import { sum, zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The strides are ignored on the way back', zh: '反向时忽略了步幅' },
  explanation: {
    en: 'On the way back output (i, j) was taken to belong to the window that begins at pixel (i, j). With a stride its window begins further on. Use the same index as in the forward pass.',
    zh: '反向时，你把输出 (i, j) 当作属于从像素 (i, j) 开始的窗口。有步幅时它的窗口在更远处。请用与前向完全相同的下标。',
  },
  caughtBy: 'conv2dBackward-strides',
  harmsTraining: false,
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  const { strides = [1, 1], padding = 'valid' } = options
  const windows = placeWindows('conv2dBackward', x.shape, [filter.shape[0], filter.shape[1]], strides, padding)
  const { rows, columns } = windows
  return gradients(dOut, x, filter, {
    ...windows,
    rows: { ...rows, stride: 1 },
    columns: { ...columns, stride: 1 },
  })
}
function gradients(dOut: Tensor, x: Tensor, filter: Tensor, windows: SlidingWindows) {
  const [channels, filters] = filter.shape.slice(2)
  const dX = zerosLike(x)
  const dFilter = zerosLike(filter)
  eachTap(windows, (output, pixel, tap) => {
    for (let c = 0; c < channels; c++) {
      for (let f = 0; f < filters; f++) {
        const delta = dOut.data[output * filters + f]
        dX.data[pixel * channels + c] += delta * filter.data[(tap * channels + c) * filters + f]
        dFilter.data[(tap * channels + c) * filters + f] += delta * x.data[pixel * channels + c]
      }
    }
  })
  return { dX, dFilter, dBias: sum(dOut, [0, 1, 2]) }
}
