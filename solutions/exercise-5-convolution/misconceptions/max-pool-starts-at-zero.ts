import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { maximum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The maximum starts at 0', zh: '最大值从 0 开始比较' },
  explanation: {
    en: "Where all numbers under a window are negative your maximum is 0, which is none of them: the comparison started from 0. Start from the window's first entry, or below every number.",
    zh: '窗口里的数全为负时，你的最大值是 0，而 0 并不在其中：比较是从 0 开始的。应当从窗口的第一个元素开始，或从比任何数都小的值开始。',
  },
  caughtBy: 'maxPool2d-values',
  harmsTraining: false,
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  return maximum(correct(x, options), 0)
}
