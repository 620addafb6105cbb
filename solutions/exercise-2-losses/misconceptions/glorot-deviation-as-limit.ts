import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Glorot’s standard deviation was used as the limit', zh: '把 Glorot 的标准差当成了上下限' },
  explanation: {
    en: 'The numbers lie between plus and minus sqrt(2 / (fanIn + fanOut)). That is the standard deviation they should have. Uniform numbers up to a limit have a deviation smaller than the limit, by the factor sqrt(3).',
    zh: '这些数落在正负 sqrt(2 / (fanIn + fanOut)) 之间。那是它们应有的标准差。均匀分布的标准差比上下限小，差一个 sqrt(3) 的倍数。',
  },
  caughtBy: 'glorotUniform-distribution',
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(2 / (fanIn + fanOut))
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.uniform(-limit, limit)),
    [fanIn, fanOut],
  )
}
