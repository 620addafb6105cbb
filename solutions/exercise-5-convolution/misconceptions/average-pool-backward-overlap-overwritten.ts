import type { Misconception } from 'grade-descent/exercise'
import { placePool, type PoolOptions } from 'grade-descent/engine/pool-windows'
import { eachTap } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Where windows overlap, the last one wins', zh: '窗口重叠处只留下了最后一个' },
  explanation: {
    en: 'A pixel that lies under several windows has the share of the last of them only: it was assigned, not added. Each window that sees a pixel is a path to the loss, and paths add up.',
    zh: '一个像素被几个窗口看到时，你只留下了最后一个窗口的份额：用的是赋值，而不是累加。每个看到它的窗口都是通向损失的一条路，各条路要相加。',
  },
  caughtBy: 'averagePool2dBackward-strides',
  harmsTraining: false,
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('averagePool2dBackward', x, options)
  const channels = x.shape[3]
  const count = windows.rows.size * windows.columns.size
  const dX = zerosLike(x)
  eachTap(windows, (output, pixel) => {
    for (let c = 0; c < channels; c++) dX.data[pixel * channels + c] = dOut.data[output * channels + c] / count
  })
  return dX
}
