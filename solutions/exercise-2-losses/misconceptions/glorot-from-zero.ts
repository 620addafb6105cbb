import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The weights are all positive', zh: '权重全是正的' },
  explanation: {
    en: 'The numbers begin at 0 in place of minus the limit. All weights then pull the same way: every unit of the layer sees nearly the same sum, and sums of positive numbers grow with the width of the layer. The range lies around 0.',
    zh: '取值从 0 开始，而不是从负的下限开始。权重全朝一个方向用力：这一层的每个单元看到的和都差不多，而正数之和会随层宽增大。取值范围应以 0 为中心。',
  },
  caughtBy: 'glorotUniform-distribution',
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / (fanIn + fanOut))
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.uniform(0, limit)),
    [fanIn, fanOut],
  )
}
