import type { Misconception } from 'grade-descent/exercise'
import { maxPool2dBackward as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The winner's gradient is divided by the window's size", zh: '赢家的梯度除以了窗口的大小' },
  explanation: {
    en: 'The winner got its share of the gradient, as in average pooling. In the maximum it stands for the window alone: it gets all.',
    zh: '赢家只得到了平均池化那样的一份梯度。在取最大值时，整个窗口只由它代表：梯度全归它。',
  },
  caughtBy: 'maxPool2dBackward-gradient',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const [height, width] = options.poolSize
  return correct(div(dOut, height * width), x, options)
}
