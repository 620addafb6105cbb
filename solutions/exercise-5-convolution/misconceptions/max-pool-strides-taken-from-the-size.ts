import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The windows move by their own size', zh: '窗口按自身大小移动，忽略了步幅' },
  explanation: {
    en: "Your windows lie side by side whatever the strides say. Often the stride is the window's size, but it is an option of its own: windows may overlap, or leave gaps.",
    zh: '不管步幅是多少，你的窗口总是一个挨一个。步幅常常等于窗口大小，但它是独立的选项：窗口可以重叠，也可以留有间隔。',
  },
  caughtBy: 'maxPool2d-strides',
  harmsTraining: false,
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  return correct(x, { poolSize: options.poolSize })
}
