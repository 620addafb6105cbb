import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'All rows were shifted by the same maximum', zh: '所有行减去了同一个最大值' },
  explanation: {
    en: 'The shift is there, but it takes the largest entry of the whole tensor. A row that lies far below that maximum has all its exponentials rounded to 0, and 0 / 0 is NaN. The rows are independent distributions; which maximum does each of them need?',
    zh: '平移做了，但减去的是整个张量的最大值。如果某一行远低于这个最大值，它的指数就全部下溢成 0，0 / 0 得 NaN。各行是彼此独立的分布，每一行需要的是哪个最大值？',
  },
  caughtBy: 'softmax-stability',
}

export function softmax(x: Tensor): Tensor {
  const largest = x.data.reduce((max, value) => Math.max(max, value), -Infinity)
  const data = x.data.map((value) => Math.exp(value - largest))
  const width = x.shape[x.shape.length - 1]
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width)
    const total = row.reduce((sum, value) => sum + value, 0)
    row.set(row.map((value) => value / total))
  }
  return { ...x, data }
}
