import type { Misconception } from 'grade-descent/exercise'
import { miniBatches as correct } from 'grade-descent/engine/datasets/mini-batches'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The short last batch is left out', zh: '漏掉了不满的最后一批' },
  explanation: {
    en: 'When the batch size does not divide the count, the samples that are left over make no batch with you. They are never trained on; with a batch size above the count there is no batch at all. The last batch may be short.',
    zh: '样本数不能被批大小整除时，剩下的样本在你这里不成批，就不会被训练；批大小超过样本数时，连一批都没有。最后一批可以不满。',
  },
  caughtBy: 'miniBatches-values',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  return correct(count, batchSize, random).filter((batch) => batch.length === batchSize)
}
