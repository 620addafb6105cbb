import type { Misconception } from 'grade-descent/exercise'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The last batch is filled up', zh: '最后一批被补满了' },
  explanation: {
    en: 'You fill the last batch up with samples that were used already. These count twice in this epoch. The last batch may be short.',
    zh: '你用已经用过的样本把最后一批补满了，它们在这一轮里就算了两次。最后一批可以不满。',
  },
  caughtBy: 'miniBatches-values',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const order = random.permutation(count)
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) =>
    Int32Array.from({ length: batchSize }, (_entry, index) => order[(batch * batchSize + index) % count]),
  )
}
