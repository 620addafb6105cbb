import type { Misconception } from 'grade-descent/exercise'
import { averagePool2dBackward } from 'grade-descent/engine/ops/average-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient is shared out among the window', zh: '梯度平分给了整个窗口' },
  explanation: {
    en: "Your dX gives every pixel of a window the same share. That is the backward of an average. Here the output is a copy of one pixel: that one's slope is 1, the others' is 0.",
    zh: '你把梯度平分给了窗口里的每个像素。那是平均池化的反向。这里的输出是某一个像素的副本：它的斜率是 1，其余的都是 0。',
  },
  caughtBy: 'maxPool2dBackward-gradient',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  return averagePool2dBackward(dOut, x, options)
}
