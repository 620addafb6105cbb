import type { Misconception } from 'grade-descent/exercise'
import { averagePool2dBackward as correct } from 'grade-descent/engine/ops/average-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Every pixel gets the whole gradient', zh: '每个像素都得到了整个梯度' },
  explanation: {
    en: 'Your dX gives the whole gradient to every pixel of a window. In the mean each pixel counts with the factor one over the number of pixels, and that factor is its slope.',
    zh: '你把整个梯度给了窗口里的每个像素。在平均值里，每个像素的系数是像素个数分之一，这个系数就是它的斜率。',
  },
  caughtBy: 'averagePool2dBackward-gradient',
  harmsTraining: false,
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const [height, width] = options.poolSize
  return correct(mul(dOut, height * width), x, options)
}
