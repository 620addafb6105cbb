import type { Misconception } from 'grade-descent/exercise'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No sample ever keeps its place', zh: '没有样本能留在原位' },
  explanation: {
    en: 'Your shuffle never leaves an index in its own place: when places are swapped, each may also be swapped with itself, and here one is left out of the draw (an off-by-one). Only some of all orders can come up.',
    zh: '你的打乱从不让任何下标留在原位：交换时，一个位置也可以与自己交换，而抽取的范围少了一个（差一错误）。这样只有一部分次序可能出现。',
  },
  caughtBy: 'miniBatches-order',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const order = Int32Array.from({ length: count }, (_, index) => index)
  for (let place = count - 1; place > 0; place--) {
    const other = Math.floor(random.uniform() * place)
    ;[order[place], order[other]] = [order[other], order[place]]
  }
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) =>
    order.slice(batch * batchSize, (batch + 1) * batchSize),
  )
}
