import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The two strides are exchanged', zh: '两个步幅对调了' },
  explanation: {
    en: "The stride for rows was used along columns, and the other way round. Pairs are in the order of the image's axes: height first, then width.",
    zh: '行的步幅用在了列上，列的步幅用在了行上。成对的数按图像轴的次序：先高，后宽。',
  },
  caughtBy: 'maxPool2d-values',
  harmsTraining: false,
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  const { poolSize, strides: [down, right] = poolSize } = options
  return correct(x, { poolSize, strides: [right, down] })
}
