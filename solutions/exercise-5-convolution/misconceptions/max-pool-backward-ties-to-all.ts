import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d } from 'grade-descent/engine/ops/max-pool2d'
import { placePool, type PoolOptions } from 'grade-descent/engine/pool-windows'
import { eachTap } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'In a tie all get the gradient', zh: '并列的像素都得到了梯度' },
  explanation: {
    en: 'Where several pixels of a window are equally large, your dX gives each of them the whole gradient: `x == max` is true of all. More comes back than was sent. Here the first in row order gets it, and the others nothing.',
    zh: '窗口里有几个同样大的像素时，你把整个梯度给了它们每一个：`x == max` 对它们都成立。这样传回来的比送来的还多。这里约定：行优先次序中的第一个得到梯度，其余的没有。',
  },
  caughtBy: 'maxPool2dBackward-ties',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('maxPool2dBackward', x, options)
  const maxima = maxPool2d(x, options)
  const channels = x.shape[3]
  const dX = zerosLike(x)
  eachTap(windows, (output, pixel) => {
    for (let c = 0; c < channels; c++) {
      const [from, to] = [output * channels + c, pixel * channels + c]
      if (x.data[to] === maxima.data[from]) dX.data[to] += dOut.data[from]
    }
  })
  return dX
}
