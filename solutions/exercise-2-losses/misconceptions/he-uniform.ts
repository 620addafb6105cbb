import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Uniform numbers in place of normal ones', zh: '该用正态分布的地方用了均匀分布' },
  explanation: {
    en: 'The numbers are spread evenly between two ends. A normal distribution has most of them near 0 and a few far out; `random.normal` draws from it.',
    zh: '这些数均匀散布在两端之间。正态分布则大多数在 0 附近，少数离得很远；用 `random.normal` 来抽。',
  },
  caughtBy: 'heNormal-distribution',
  variants: [
    (random: Random, fanIn: number, fanOut: number) =>
      tensor(
        Array.from({ length: fanIn * fanOut }, () => random.uniform(-1, 1) * Math.sqrt(2 / fanIn)),
        [fanIn, fanOut],
      ),
  ],
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / fanIn)
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.uniform(-limit, limit)),
    [fanIn, fanOut],
  )
}
