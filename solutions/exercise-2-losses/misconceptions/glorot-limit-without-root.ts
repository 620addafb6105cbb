import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The root is missing in Glorot’s limit', zh: 'Glorot 的上下限漏了开平方' },
  explanation: {
    en: '6 / (fanIn + fanOut) was used as the limit itself. The formula starts from a variance, which is a square; a limit or a deviation is its root. For large layers the weights come out far too small, and the signal dies from layer to layer.',
    zh: '直接把 6 / (fanIn + fanOut) 当作了上下限。公式是从方差推出来的，方差是平方；上下限和标准差要再开方。层一大，权重就小得过分，信号会一层层消失。',
  },
  caughtBy: 'glorotUniform-distribution',
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = 6 / (fanIn + fanOut)
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.uniform(-limit, limit)),
    [fanIn, fanOut],
  )
}
