import type { Misconception } from 'grade-descent/exercise'
import { averagePool2d as correct } from 'grade-descent/engine/ops/average-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Height and width of the window are exchanged', zh: '窗口的高与宽对调了' },
  explanation: {
    en: "Your window is as high as it should be wide. `poolSize` is in the order of the image's axes: height first, then width.",
    zh: '你的窗口高和宽弄反了。`poolSize` 按图像轴的次序：先高，后宽。',
  },
  caughtBy: 'averagePool2d-values',
  harmsTraining: false,
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  const [height, width] = options.poolSize
  return correct(x, { poolSize: [width, height], strides: options.strides })
}
