import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d, maxPool2dBackward as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient is multiplied by the maximum', zh: '梯度又乘了最大值' },
  explanation: {
    en: "Each entry of your dX carries the maximum itself as a factor. The output is a copy of the largest pixel, not a multiple of it: the slope is 1 whatever the pixel's value.",
    zh: '你的 dX 每个元素都多乘了最大值本身。输出是最大像素的副本，而不是它的倍数：不论像素的值是多少，斜率都是 1。',
  },
  caughtBy: 'maxPool2dBackward-gradient',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  return correct(mul(dOut, maxPool2d(x, options)), x, options)
}
