import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'He’s weights have the shape [fanOut, fanIn]', zh: 'He 权重的形状成了 [fanOut, fanIn]' },
  explanation: {
    en: 'The matrix has a row for each output. Samples are the rows of x, so x times the weights needs a row of weights for each input: [fanIn, fanOut].',
    zh: '矩阵的行对应输出。样本是 x 的行，x 乘权重要求每个输入对应权重的一行，即 [fanIn, fanOut]。',
  },
  caughtBy: 'heNormal-distribution',
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(2 / fanIn)
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal(0, standardDeviation)),
    [fanOut, fanIn],
  )
}
