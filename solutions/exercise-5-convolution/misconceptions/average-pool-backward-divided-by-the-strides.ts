import type { Misconception } from 'grade-descent/exercise'
import { averagePool2dBackward as correct } from 'grade-descent/engine/ops/average-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient is divided by the strides', zh: '梯度除以了步幅' },
  explanation: {
    en: "Your shares are divided by the product of the strides. How far the windows stand apart says nothing about how many pixels share a window's gradient.",
    zh: '你的份额除以了两个步幅之积。窗口之间隔多远，与一个窗口里有多少像素来分梯度无关。',
  },
  caughtBy: 'averagePool2dBackward-strides',
  harmsTraining: false,
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const { poolSize, strides = poolSize } = options
  return correct(mul(dOut, (poolSize[0] * poolSize[1]) / (strides[0] * strides[1])), x, options)
}
