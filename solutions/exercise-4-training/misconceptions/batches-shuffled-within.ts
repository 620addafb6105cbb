import type { Misconception } from 'grade-descent/exercise'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Only the insides of the batches are shuffled', zh: '只在批次内部打乱' },
  explanation: {
    en: 'You cut first and shuffle afterwards, each batch for itself. The same samples then stay together for ever, and their mean gradient does not depend on their order: it is as if nothing had been shuffled. Shuffle all, then cut.',
    zh: '你先切开，再在每一批内部打乱。这样同一批样本永远在一起，而它们的平均梯度与次序无关：等于没有打乱。应当先整体打乱，再切开。',
  },
  caughtBy: 'miniBatches-order',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) => {
    const start = batch * batchSize
    return random.permutation(Math.min(batchSize, count - start)).map((index) => start + index)
  })
}
