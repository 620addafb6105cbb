import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'The samples are not shuffled', zh: '没有打乱样本' },
  explanation: {
    en: 'Your batches hold the samples in the order in which they lie. Data is often sorted, by class or by date; then each batch shows one side only, and every epoch goes the same way round.',
    zh: '你的批次按样本存放的次序排列。数据常常是排过序的，比如按类别或日期；那样每一批只看到一面，每一轮也都走同样的路。',
  },
  caughtBy: 'miniBatches-order',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number): Int32Array[] {
  const order = Int32Array.from({ length: count }, (_, index) => index)
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) =>
    order.slice(batch * batchSize, (batch + 1) * batchSize),
  )
}
