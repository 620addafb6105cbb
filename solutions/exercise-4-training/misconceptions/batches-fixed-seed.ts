import type { Misconception } from 'grade-descent/exercise'
import { miniBatches as correct } from 'grade-descent/engine/datasets/mini-batches'
import { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A fixed seed decides the order', zh: '次序由固定的种子决定' },
  explanation: {
    en: 'Whatever `random` is given, your order is the same: you make a Random of your own at each call. Every epoch then has the same batches.',
    zh: '无论传进来什么 `random`，你的次序都一样：每次调用都新建了自己的 Random。这样每一轮的批次都相同。',
  },
  caughtBy: 'miniBatches-order',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number): Int32Array[] {
  return correct(count, batchSize, new Random(0))
}
