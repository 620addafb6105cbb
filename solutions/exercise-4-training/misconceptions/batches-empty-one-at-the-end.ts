import type { Misconception } from 'grade-descent/exercise'
import { miniBatches as correct } from 'grade-descent/engine/datasets/mini-batches'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'There is an empty batch at the end', zh: '末尾多了一个空批' },
  explanation: {
    en: 'When the batch size divides the count, your last batch is empty: the loop makes one round too many. Its mean loss is 0 / 0, which is NaN, and so is every mean that it enters.',
    zh: '批大小恰好整除样本数时，你的最后一批是空的：循环多走了一轮。空批的平均损失是 0 / 0，即 NaN，凡是把它算进去的平均也都成了 NaN。',
  },
  caughtBy: 'miniBatches-values',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const batches = correct(count, batchSize, random)
  return count % batchSize === 0 ? [...batches, new Int32Array(0)] : batches
}
