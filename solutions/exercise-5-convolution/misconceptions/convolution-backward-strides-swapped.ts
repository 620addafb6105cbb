import type { Misconception } from 'grade-descent/exercise'
import type { ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { eachTap, placeWindows, type SlidingWindows } from 'grade-descent/engine/window'
import { sum, zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The two strides are exchanged on the way back', zh: '反向时两个步幅对调了' },
  explanation: {
    en: "On the way back the stride for rows was used along columns, and the other way round. Pairs are in the order of the image's axes: height first, then width.",
    zh: '反向时，行的步幅用在了列上，列的步幅用在了行上。成对的数按图像轴的次序：先高，后宽。',
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
    rows: { ...rows, stride: columns.stride },
    columns: { ...columns, stride: rows.stride },
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
