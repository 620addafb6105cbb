import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import { mul, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: what is kept is divided by the rate', zh: 'dropout：保留的部分除以了比率' },
  explanation: {
    en: 'You divide by the share that is dropped. What has to be made up for is that only 1 - rate of the entries are left: at 0.2 the rest grows by a quarter, not fivefold.',
    zh: '你除以的是丢掉的比例。要补足的是“只剩下 1 - rate”这件事：0.2 时其余的放大四分之一，而不是五倍。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const { output, mask } = correct(x, rate, random, training)
  const factor = training && rate > 0 ? (1 - rate) / rate : 1
  return { output: mul(output, factor), mask: mul(mask, factor) }
}
