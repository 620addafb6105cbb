import type { Misconception } from 'grade-descent/exercise'
import { maxPool2dBackward } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient goes to the largest pixel', zh: '梯度给了最大的像素' },
  explanation: {
    en: 'Your dX gives the gradient to the largest pixel of each window. That is the backward of a maximum. In a mean all pixels count alike, whatever their values.',
    zh: '你把梯度给了每个窗口里最大的像素。那是最大池化的反向。在平均值里，所有像素不论大小，作用都一样。',
  },
  caughtBy: 'averagePool2dBackward-gradient',
  harmsTraining: false,
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  return maxPool2dBackward(dOut, x, options)
}
