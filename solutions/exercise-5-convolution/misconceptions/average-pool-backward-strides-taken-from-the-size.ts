import type { Misconception } from 'grade-descent/exercise'
import { placePool, type PoolOptions } from 'grade-descent/engine/pool-windows'
import { eachTap } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Backwards the windows move by their own size', zh: '反向时窗口按自身大小移动' },
  explanation: {
    en: 'On the way back your windows lie side by side whatever the strides say, so the shares go to other pixels than the means were made of. Use the same index as in the forward pass.',
    zh: '反向时，不管步幅是多少，你的窗口总是一个挨一个，份额分给了并没有参与求平均的像素。请用与前向完全相同的下标。',
  },
  caughtBy: 'averagePool2dBackward-strides',
  harmsTraining: false,
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const { samples, rows, columns } = placePool('averagePool2dBackward', x, options)
  const windows = { samples, rows: { ...rows, stride: rows.size }, columns: { ...columns, stride: columns.size } }
  const channels = x.shape[3]
  const count = rows.size * columns.size
  const dX = zerosLike(x)
  eachTap(windows, (output, pixel) => {
    for (let c = 0; c < channels; c++) dX.data[pixel * channels + c] += dOut.data[output * channels + c] / count
  })
  return dX
}
