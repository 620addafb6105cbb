import type { Misconception } from 'grade-descent/exercise'
import { miniBatches as correct } from 'grade-descent/engine/datasets/mini-batches'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The indices begin at 1', zh: '下标从 1 开始' },
  explanation: {
    en: 'Your indices run from 1 to count. The first sample has the index 0; the index count belongs to no sample.',
    zh: '你的下标从 1 到 count。第一个样本的下标是 0，而下标 count 不属于任何样本。',
  },
  caughtBy: 'miniBatches-values',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  return correct(count, batchSize, random).map((batch) => batch.map((index) => index + 1))
}
