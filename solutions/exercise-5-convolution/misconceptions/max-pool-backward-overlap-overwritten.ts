import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d } from 'grade-descent/engine/ops/max-pool2d'
import { placePool, type PoolOptions } from 'grade-descent/engine/pool-windows'
import { eachTap } from 'grade-descent/engine/window'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Where windows overlap, the last one wins', zh: '窗口重叠处只留下了最后一个' },
  explanation: {
    en: 'A pixel that is the largest of several windows has the gradient of the last of them only: it was assigned, not added. Each window that it wins is a path to the loss, and paths add up.',
    zh: '一个像素在几个窗口里都是最大时，你只留下了最后一个窗口的梯度：用的是赋值，而不是累加。它胜出的每个窗口都是通向损失的一条路，各条路要相加。',
  },
  caughtBy: 'maxPool2dBackward-strides',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('maxPool2dBackward', x, options)
  const maxima = maxPool2d(x, options)
  const channels = x.shape[3]
  const dX = zerosLike(x)
  const isDone = new Set<number>()
  eachTap(windows, (output, pixel) => {
    for (let c = 0; c < channels; c++) {
      const [from, to] = [output * channels + c, pixel * channels + c]
      if (x.data[to] !== maxima.data[from] || isDone.has(from)) continue
      isDone.add(from)
      dX.data[to] = dOut.data[from]
    }
  })
  return dX
}
