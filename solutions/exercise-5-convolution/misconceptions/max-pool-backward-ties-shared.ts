import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d } from 'grade-descent/engine/ops/max-pool2d'
import { placePool, type PoolOptions } from 'grade-descent/engine/pool-windows'
import { eachTap } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'In a tie the gradient is divided', zh: '并列时把梯度平分了' },
  explanation: {
    en: "Where several pixels of a window are equally large, your dX divides the gradient among them. That would be a possible convention; the one here, and TensorFlow's, is that the first in row order gets all of it.",
    zh: '窗口里有几个同样大的像素时，你把梯度在它们之间平分了。这样约定也未尝不可；但这里（以及 TensorFlow）的约定是：行优先次序中的第一个得到全部。',
  },
  caughtBy: 'maxPool2dBackward-ties',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('maxPool2dBackward', x, options)
  const maxima = maxPool2d(x, options)
  const channels = x.shape[3]
  const counts = zerosLike(dOut)
  const dX = zerosLike(x)
  const eachWinner = (visit: (from: number, to: number) => void): void =>
    eachTap(windows, (output, pixel) => {
      for (let c = 0; c < channels; c++) {
        const [from, to] = [output * channels + c, pixel * channels + c]
        if (x.data[to] === maxima.data[from]) visit(from, to)
      }
    })
  eachWinner((from) => (counts.data[from] += 1))
  eachWinner((from, to) => (dX.data[to] += dOut.data[from] / counts.data[from]))
  return dX
}
