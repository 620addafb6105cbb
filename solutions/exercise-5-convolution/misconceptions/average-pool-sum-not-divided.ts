import type { Misconception } from 'grade-descent/exercise'
import { averagePool2d as correct } from 'grade-descent/engine/ops/average-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sum of the window is not divided', zh: '窗口求和之后没有除' },
  explanation: {
    en: 'Your output is the sum under each window. A mean is the sum divided by how many numbers went into it, which is the same for every window here.',
    zh: '你的输出是每个窗口里的数之和。平均值要再除以参与求和的个数，而这里每个窗口的个数都一样。',
  },
  caughtBy: 'averagePool2d-values',
  harmsTraining: false,
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  const [height, width] = options.poolSize
  return mul(correct(x, options), height * width)
}
