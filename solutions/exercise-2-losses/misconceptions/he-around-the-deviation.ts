import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The standard deviation was given as the mean', zh: '把标准差当成均值传了进去' },
  explanation: {
    en: 'The first argument of `random.normal` is the mean, and the second the standard deviation. With one argument the numbers lie around it, and the deviation is 1.',
    zh: '`random.normal` 的第一个参数是均值，第二个才是标准差。只传一个参数，得到的数就以它为中心，标准差则是 1。',
  },
  caughtBy: 'heNormal-distribution',
  variants: [
    (random: Random, fanIn: number, fanOut: number) =>
      tensor(
        Array.from({ length: fanIn * fanOut }, () => random.normal(Math.sqrt(2 / fanIn), 0)),
        [fanIn, fanOut],
      ),
  ],
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const standardDeviation = Math.sqrt(2 / fanIn)
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => random.normal(standardDeviation)),
    [fanIn, fanOut],
  )
}
