import type { Misconception } from 'grade-descent/exercise'
import { placePool, type PoolOptions } from 'grade-descent/engine/pool-windows'
import { eachTap } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'In a tie the first in column order gets the gradient', zh: '并列时按列优先取了第一个' },
  explanation: {
    en: 'Where several pixels of a window are equally large, your dX takes the first one when going down the columns. Row order goes along each row, from the left to the right, and then to the row below.',
    zh: '窗口里有几个同样大的像素时，你按从上到下、一列一列的次序取了第一个。行优先是先沿着一行从左到右，再到下一行。',
  },
  caughtBy: 'maxPool2dBackward-ties',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('maxPool2dBackward', x, options)
  const [, , width, channels] = x.shape
  const winners = new Int32Array(dOut.data.length).fill(-1)
  const column = (entry: number): number => Math.floor(entry / channels) % width
  eachTap(windows, (output, pixel) => {
    for (let c = 0; c < channels; c++) {
      const [from, to] = [output * channels + c, pixel * channels + c]
      const best = winners[from]
      const isTie = best >= 0 && x.data[to] === x.data[best]
      if (best < 0 || x.data[to] > x.data[best] || (isTie && column(to) < column(best))) winners[from] = to
    }
  })
  const dX = zerosLike(x)
  winners.forEach((winner, from) => (dX.data[winner] += dOut.data[from]))
  return dX
}
