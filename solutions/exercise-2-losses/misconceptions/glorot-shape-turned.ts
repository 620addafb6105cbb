import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Glorot’s weights have the shape [fanOut, fanIn]', zh: 'Glorot 权重的形状成了 [fanOut, fanIn]' },
  explanation: {
    en: 'The matrix has a row for each output. Samples are the rows of x, so x times the weights needs one row of weights for each input: [fanIn, fanOut]. The article writes (hidden, input) at this place, and then its product does not fit.',
    zh: '矩阵的行对应输出。样本是 x 的行，x 乘权重要求每个输入对应权重的一行，即 [fanIn, fanOut]。原文在这里写成 (hidden, input)，于是后面的乘法就对不上了。',
  },
  caughtBy: 'glorotUniform-distribution',
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / (fanIn + fanOut))
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.uniform(-limit, limit)),
    [fanOut, fanIn],
  )
}
