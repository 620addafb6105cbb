import type { Misconception } from 'grade-descent/exercise'
import type { Random } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Each entry is swapped with any other', zh: '每个元素都与任意位置交换' },
  explanation: {
    en: "You swap each place with one drawn from all places. That makes count^count equally likely courses for fewer orders, which can't come out even: some orders are more likely. Each place may swap only with those not yet settled.",
    zh: '你让每个位置与从所有位置中抽出的一个交换。这样共有 count^count 种等可能的过程，却要分给种数不能整除它的次序，结果必然不均。每个位置只能与尚未确定的位置交换。',
  },
  caughtBy: 'miniBatches-order',
  harmsTraining: false,
}

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const order = Int32Array.from({ length: count }, (_, index) => index)
  for (let place = 0; place < count; place++) {
    const other = Math.floor(random.uniform() * count)
    ;[order[place], order[other]] = [order[other], order[place]]
  }
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) =>
    order.slice(batch * batchSize, (batch + 1) * batchSize),
  )
}
