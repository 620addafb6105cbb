import type { Misconception } from 'grade-descent/exercise'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { matMul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Only the first sample gets the bias', zh: '只有第一个样本加了偏置' },
  explanation: {
    en: 'The bias was added to the first row and to no other. It belongs to the layer and not to a sample: every row gets it. With a batch of one the mistake does not show.',
    zh: '偏置只加在了第一行上。它属于这一层，而不属于某个样本：每一行都要加。批次里只有一个样本时，这个错误看不出来。',
  },
  caughtBy: 'dense-values',
}

export function dense(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  const y = matMul(x, weights)
  bias.data.forEach((value, o) => (y.data[o] += value))
  return y
}
