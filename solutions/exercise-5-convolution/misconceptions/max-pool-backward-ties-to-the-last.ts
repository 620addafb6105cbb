import type { Misconception } from 'grade-descent/exercise'
import { placePool, type PoolOptions } from 'grade-descent/engine/pool-windows'
import { eachTap } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'In a tie the last one gets the gradient', zh: '并列时由最后一个得到梯度' },
  explanation: {
    en: 'Where several pixels of a window are equally large, your dX gives the gradient to the last of them in row order. A later one that is only as large does not take the place of an earlier one: mind >= and >.',
    zh: '窗口里有几个同样大的像素时，你把梯度给了行优先次序中的最后一个。后来的若只是一样大，并不能取代先来的：注意 >= 与 > 之别。',
  },
  caughtBy: 'maxPool2dBackward-ties',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('maxPool2dBackward', x, options)
  const channels = x.shape[3]
  const winners = new Int32Array(dOut.data.length).fill(-1)
  eachTap(windows, (output, pixel) => {
    for (let c = 0; c < channels; c++) {
      const [from, to] = [output * channels + c, pixel * channels + c]
      if (winners[from] < 0 || x.data[to] >= x.data[winners[from]]) winners[from] = to
    }
  })
  const dX = zerosLike(x)
  winners.forEach((winner, from) => (dX.data[winner] += dOut.data[from]))
  return dX
}
