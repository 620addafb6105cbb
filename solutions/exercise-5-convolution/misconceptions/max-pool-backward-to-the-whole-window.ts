import type { Misconception } from 'grade-descent/exercise'
import { averagePool2dBackward } from 'grade-descent/engine/ops/average-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Every pixel of the window gets the gradient', zh: '窗口里的每个像素都得到了梯度' },
  explanation: {
    en: "Your dX gives the whole gradient to every pixel of a window. The output doesn't move when a pixel that is not the largest moves a little: its gradient is 0.",
    zh: '你把整个梯度给了窗口里的每个像素。不是最大的像素稍微变一点，输出并不变：它的梯度是 0。',
  },
  caughtBy: 'maxPool2dBackward-gradient',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const [height, width] = options.poolSize
  return averagePool2dBackward(mul(dOut, height * width), x, options)
}
