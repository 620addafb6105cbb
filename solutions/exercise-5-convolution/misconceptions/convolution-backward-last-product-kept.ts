import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { eachTap, placeWindows } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The input's gradient keeps the last product only", zh: '输入的梯度只留下了最后一个乘积' },
  explanation: {
    en: 'Each entry of your dX is a single product, that of the last filter in the last window: `=` stands where `+=` belongs. A pixel reaches the loss through every filter of every window that sees it, and paths add up.',
    zh: '你的 dX 每个元素都只是一个乘积，即最后一个窗口里最后一个滤波器的那个：该用 `+=` 的地方用了 `=`。一个像素通过看到它的每个窗口、每个滤波器影响损失，各条路要相加。',
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
  const dX = zerosLike(x)
  eachTap(windows, (output, pixel, tap) => {
    const delta = dOut.data[(output + 1) * filters - 1]
    for (let c = 0; c < channels; c++) {
      dX.data[pixel * channels + c] = delta * filter.data[(tap * channels + c + 1) * filters - 1]
    }
  })
  return { ...correct(dOut, x, filter, options), dX }
}
