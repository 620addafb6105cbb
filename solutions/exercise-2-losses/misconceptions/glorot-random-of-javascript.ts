import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Math.random in place of the Random handed in', zh: '没有用传入的 Random，而用了 Math.random' },
  explanation: {
    en: 'The distribution is right, but the numbers come from elsewhere: two calls with the same seed differ. What can’t be repeated can’t be debugged. Draw every number from the `random` that is handed in.',
    zh: '分布是对的，数却另有来源：同一个种子调用两次，结果不同。不能重现，就没法调试。每个数都要从传入的 `random` 里抽。',
  },
  caughtBy: 'glorotUniform-seeded',
}

export function glorotUniform(_random: Random, fanIn: number, fanOut: number): Tensor {
  const limit = Math.sqrt(6 / (fanIn + fanOut))
  return tensor(
    Array.from({ length: fanIn * fanOut }, () => limit * (2 * Math.random() - 1)),
    [fanIn, fanOut],
  )
}
