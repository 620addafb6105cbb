import type { Misconception } from 'grade-descent/exercise'
import { tensor, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The normal numbers come from Math.random', zh: '正态随机数取自 Math.random' },
  explanation: {
    en: 'The distribution is right, but two calls with the same seed differ: the numbers don’t come from the `random` that is handed in. An experiment whose start can’t be repeated proves little.',
    zh: '分布是对的，但同一个种子调用两次结果不同：这些数不是从传入的 `random` 里抽的。起点不能重现的实验，说明不了什么。',
  },
  caughtBy: 'heNormal-seeded',
}

export function heNormal(_random: Random, fanIn: number, fanOut: number): Tensor {
  return tensor(
    Array.from(
      { length: fanIn * fanOut },
      () => Math.sqrt((-4 / fanIn) * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()),
    ),
    [fanIn, fanOut],
  )
}
