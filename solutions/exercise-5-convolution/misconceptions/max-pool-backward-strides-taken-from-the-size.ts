import type { Misconception } from 'grade-descent/exercise'
import { placePool, type PoolOptions } from 'grade-descent/engine/pool-windows'
import { eachTap } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Backwards the windows move by their own size', zh: '反向时窗口按自身大小移动' },
  explanation: {
    en: 'On the way back your windows lie side by side whatever the strides say, so the gradient goes to pixels that the forward pass never looked at. Use the same index as in the forward pass.',
    zh: '反向时，不管步幅是多少，你的窗口总是一个挨一个，梯度落到了前向根本没看过的像素上。请用与前向完全相同的下标。',
  },
  caughtBy: 'maxPool2dBackward-strides',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const { samples, rows, columns } = placePool('maxPool2dBackward', x, options)
  const windows = { samples, rows: { ...rows, stride: rows.size }, columns: { ...columns, stride: columns.size } }
  const channels = x.shape[3]
  const winners = new Int32Array(dOut.data.length).fill(-1)
  eachTap(windows, (output, pixel) => {
    for (let c = 0; c < channels; c++) {
      const [from, to] = [output * channels + c, pixel * channels + c]
      if (winners[from] < 0 || x.data[to] > x.data[winners[from]]) winners[from] = to
    }
  })
  const dX = zerosLike(x)
  winners.forEach((winner, from) => {
    if (winner >= 0) dX.data[winner] += dOut.data[from]
  })
  return dX
}
