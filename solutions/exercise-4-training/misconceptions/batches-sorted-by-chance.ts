import type { Misconception } from 'grade-descent/exercise'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Shuffled by sorting with a random comparison', zh: '用随机比较来排序打乱' },
  explanation: {
    en: 'You shuffle by sort(() => random - 0.5). A sort relies on answers that agree with each other; with random ones, entries tend to stay near where they were. Not every order is equally likely. `random.permutation` shuffles evenly.',
    zh: '你用 sort(() => 随机数 - 0.5) 来打乱。排序依赖前后一致的比较；比较是随机的，元素就往往留在原处附近，各种次序的可能性并不相等。`random.permutation` 是均匀的。',
  },
  caughtBy: 'miniBatches-order',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const order = Array.from({ length: count }, (_, index) => index).sort(() => random.uniform() - 0.5)
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) =>
    Int32Array.from(order.slice(batch * batchSize, (batch + 1) * batchSize)),
  )
}
