import type { Misconception } from 'grade-descent/exercise'
import { abs, mean, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L1 penalty is a mean', zh: 'L1 惩罚取了平均' },
  explanation: {
    en: 'You take the mean of the magnitudes. The penalty is a sum: lambda says what one unit of one weight costs, in a small layer as in a large one.',
    zh: '你对绝对值取了平均。惩罚是求和：lambda 表示一个权重的一个单位要付多少代价，层大层小都一样。',
  },
  caughtBy: 'l1Penalty-values',
  harmsTraining: false,
}

export function l1Penalty(weights: Tensor, lambda: number): number {
  return lambda * mean(abs(weights)).data[0]
}
