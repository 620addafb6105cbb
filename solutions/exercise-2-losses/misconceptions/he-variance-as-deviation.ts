import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The variance was used as the standard deviation', zh: '把方差当成了标准差' },
  explanation: {
    en: '2 / fanIn is the variance that the weights should have; `random.normal` wants the standard deviation, its root. With 200 inputs the weights come out ten times too small, and after a few layers nothing is left of the signal.',
    zh: '2 / fanIn 是权重应有的方差，而 `random.normal` 要的是标准差，即它的平方根。输入有 200 个时，权重就小了十倍，过几层信号就什么都不剩了。',
  },
  caughtBy: 'heNormal-distribution',
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = 2 / fanIn
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal(0, standardDeviation)),
    [fanIn, fanOut],
  )
}
