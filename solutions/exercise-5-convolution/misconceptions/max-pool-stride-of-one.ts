import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The windows move by one pixel', zh: '窗口每次只移动一个像素' },
  explanation: {
    en: 'Your windows move by one pixel whatever the strides say, so the output is nearly as large as the image. A stride of s takes every s-th place only.',
    zh: '不管步幅是多少，你的窗口每次都只移动一个像素，输出几乎和图像一样大。步幅为 s 时，每隔 s 个位置才取一个。',
  },
  caughtBy: 'maxPool2d-values',
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  return correct(x, { poolSize: options.poolSize, strides: [1, 1] })
}
