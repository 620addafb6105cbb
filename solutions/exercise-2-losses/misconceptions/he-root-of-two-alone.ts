import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Only the 2 is under the root', zh: '只给 2 开了平方' },
  explanation: {
    en: 'The deviation is sqrt(2) / fanIn: the root was taken of the 2 and not of the quotient. Mind where the bracket closes.',
    zh: '标准差成了 sqrt(2) / fanIn：只对 2 开了方，没有对整个商开方。看看右括号在哪里。',
  },
  caughtBy: 'heNormal-distribution',
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(2) / fanIn
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal(0, standardDeviation)),
    [fanIn, fanOut],
  )
}
