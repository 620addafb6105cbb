import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Glorot’s deviation in place of He’s', zh: '用了 Glorot 的标准差' },
  explanation: {
    en: 'The deviation is sqrt(2 / (fanIn + fanOut)), which is Glorot’s. His derivation has no ReLU in it. He and others start from the forward pass alone: only fanIn counts, and the 2 makes up for the half that the ReLU cuts off.',
    zh: '标准差用了 sqrt(2 / (fanIn + fanOut))，那是 Glorot 的。他们的推导里没有 ReLU。He 等人只从前向出发：只有 fanIn 起作用，而 2 用来补偿被 ReLU 截掉的一半。',
  },
  caughtBy: 'heNormal-distribution',
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(2 / (fanIn + fanOut))
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal(0, standardDeviation)),
    [fanIn, fanOut],
  )
}
