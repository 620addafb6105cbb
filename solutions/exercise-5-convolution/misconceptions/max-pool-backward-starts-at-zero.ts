import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d, maxPool2dBackward as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { greater, where, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Windows of negative numbers get no gradient', zh: '全为负数的窗口没有得到梯度' },
  explanation: {
    en: 'Where all numbers under a window are negative, nothing comes back: the search for the largest started from 0. The largest of negative numbers is one of them, and its slope is 1.',
    zh: '窗口里的数全为负时，没有任何梯度传回来：找最大值时是从 0 开始比较的。一组负数里最大的那个也是其中之一，它的斜率是 1。',
  },
  caughtBy: 'maxPool2dBackward-gradient',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  return correct(where(greater(maxPool2d(x, options), 0), dOut, 0), x, options)
}
