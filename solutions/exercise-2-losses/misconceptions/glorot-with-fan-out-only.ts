import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Glorot’s limit without fanIn', zh: 'Glorot 的上下限漏了 fanIn' },
  explanation: {
    en: 'Only fanOut stands under the root. That keeps the size of the gradients on their way back, but not of the signal on its way forward: a unit adds up fanIn products. The formula has the sum of both.',
    zh: '根号里只有 fanOut。这样只照顾了反向的梯度，没有照顾前向的信号：一个单元要把 fanIn 个乘积加起来。公式里是两者之和。',
  },
  caughtBy: 'glorotUniform-distribution',
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / fanOut)
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.uniform(-limit, limit)),
    [fanIn, fanOut],
  )
}
