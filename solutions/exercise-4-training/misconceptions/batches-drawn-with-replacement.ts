import type { Misconception } from 'grade-descent/exercise'
import { miniBatches as correct } from 'grade-descent/engine/datasets/mini-batches'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Samples are drawn with replacement', zh: '有放回地抽取样本' },
  explanation: {
    en: 'You draw each index on its own, so that some come up twice and about a third never. An epoch goes through all samples, each once: shuffle the indices, then cut.',
    zh: '每个下标你都是独立抽的，于是有的出现两次，约三分之一从未出现。一轮要把所有样本各过一次：先打乱下标，再切开。',
  },
  caughtBy: 'miniBatches-values',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  return correct(count, batchSize, random).map((batch) => batch.map(() => Math.floor(random.uniform(0, count))))
}
