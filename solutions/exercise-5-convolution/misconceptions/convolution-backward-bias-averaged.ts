import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { mean, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias gradient is averaged', zh: '偏置梯度取了平均' },
  explanation: {
    en: 'You took the mean of dOut where the sum belongs. The bias reaches the loss through every position of every image, and what comes back along several paths adds up. Whatever is to be averaged was averaged in the loss.',
    zh: '该对 dOut 求和的地方你取了平均。偏置通过每幅图像的每个位置影响损失，几条路传回来的量要相加。该取的平均，在损失里已经取过了。',
  },
  caughtBy: 'conv2dBackward-gradient',
  harmsTraining: false,
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  return { ...correct(dOut, x, filter, options), dBias: mean(dOut, [0, 1, 2]) }
}
