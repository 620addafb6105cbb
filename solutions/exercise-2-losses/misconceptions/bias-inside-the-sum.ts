import type { Misconception } from 'grade-descent/exercise'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { add, matMul, mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias is added once for each input', zh: '每个输入都加了一次偏置' },
  explanation: {
    en: 'The bias stands inside the loop over the inputs and was added I times. The sum runs over the products; the bias comes once.',
    zh: '偏置写在了对输入的循环里面，被加了 I 次。求和的是各个乘积，偏置只加一次。',
  },
  caughtBy: 'dense-values',
}

export function dense(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  return add(matMul(x, weights), mul(bias, x.shape[1]))
}
