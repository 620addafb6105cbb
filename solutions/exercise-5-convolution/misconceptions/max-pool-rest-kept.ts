import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d as correct } from 'grade-descent/engine/ops/max-pool2d'
import { pad } from 'grade-descent/engine/primitives/pad'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The rest at the edge gets a window of its own', zh: '边缘的剩余部分也算了一个窗口' },
  explanation: {
    en: "Your output has a window more than fits: the division by the stride was rounded up, and the last window is cut off by the edge. A pool without padding leaves out what doesn't fill a window.",
    zh: '你的输出比放得下的窗口多了一个：除以步幅时向上取整了，最后一个窗口被边缘截断。不填充的池化会舍去填不满一个窗口的部分。',
  },
  caughtBy: 'maxPool2d-values',
  harmsTraining: false,
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  const { poolSize, strides = poolSize } = options
  const bottom = overhang(x.shape[1], poolSize[0], strides[0])
  const right = overhang(x.shape[2], poolSize[1], strides[1])
  const around = [
    [0, 0],
    [0, bottom],
    [0, right],
    [0, 0],
  ] as const
  return correct(pad(x, around, -Infinity), options)
}

function overhang(input: number, size: number, stride: number): number {
  return Math.ceil((input - size) / stride) * stride + size - input
}
