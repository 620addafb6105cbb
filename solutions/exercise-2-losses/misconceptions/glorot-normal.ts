import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Normal numbers in place of uniform ones', zh: '该用均匀分布的地方用了正态分布' },
  explanation: {
    en: 'The standard deviation is right, but the numbers are normally distributed: some lie beyond the limit. That is a scheme of its own, glorotNormal; this one is uniform between two ends.',
    zh: '标准差是对的，但这些数服从正态分布，有一些超出了上下限。那是另一种方案 glorotNormal；这里要的是两端之间的均匀分布。',
  },
  caughtBy: 'glorotUniform-distribution',
  variants: [
    (random: Random, fanIn: number, fanOut: number) =>
      tensor(
        Array.from({ length: fanIn * fanOut }, () => random.normal(0, Math.sqrt(6 / (fanIn + fanOut)))),
        [fanIn, fanOut],
      ),
  ],
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(2 / (fanIn + fanOut))
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal(0, standardDeviation)),
    [fanIn, fanOut],
  )
}
