import type { Misconception } from 'grade-descent/exercise'
import { averagePool2d as correct } from 'grade-descent/engine/ops/average-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sum is divided by the strides', zh: '求和之后除以了步幅' },
  explanation: {
    en: 'Your sums are divided by the product of the strides. How far the windows stand apart says nothing about how many numbers each of them holds.',
    zh: '你的和除以了两个步幅之积。窗口之间隔多远，与每个窗口里有多少个数无关。',
  },
  caughtBy: 'averagePool2d-strides',
  harmsTraining: false,
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  const { poolSize, strides = poolSize } = options
  return mul(correct(x, options), (poolSize[0] * poolSize[1]) / (strides[0] * strides[1]))
}
