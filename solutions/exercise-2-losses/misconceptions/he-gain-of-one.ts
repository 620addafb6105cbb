import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gain of the ReLU is missing', zh: '漏了 ReLU 的增益' },
  explanation: {
    en: 'The variance is 1 / fanIn. That keeps the size of a signal that passes through nothing but sums. Behind a ReLU half of the numbers are 0, and with them half of the mean square is gone; a factor makes up for it.',
    zh: '方差成了 1 / fanIn。如果信号只经过加法，这样恰好保持大小；但经过 ReLU 有一半变成 0，均方也随之少了一半，需要一个系数补回来。',
  },
  caughtBy: 'heNormal-distribution',
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(1 / fanIn)
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal(0, standardDeviation)),
    [fanIn, fanOut],
  )
}
