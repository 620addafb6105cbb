import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The smallest entry is taken', zh: '取成了最小的元素' },
  explanation: {
    en: 'Each output is the smallest entry of its window. Look at which way the comparison goes.',
    zh: '每个输出都是窗口里最小的元素。请检查比较的方向。',
  },
  caughtBy: 'maxPool2d-values',
  harmsTraining: false,
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  return mul(correct(mul(x, -1), options), -1)
}
