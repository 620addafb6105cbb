import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Rows divided by their sums, without exponentials', zh: '没取指数，直接除以行和' },
  explanation: {
    en: 'Each row sums to 1, but dividing by the sum is not a softmax: negative inputs give negative "probabilities", and a row whose entries cancel divides by 0. What makes every entry positive first, and turns differences into ratios?',
    zh: '每一行的和是 1，但仅仅除以行和不是 softmax：负的输入会得到负的“概率”，正负相消的行还会除以 0。先做哪一步，能让每个元素都变成正数，并把差变成比？',
  },
  caughtBy: 'softmax-values',
}

export function softmax(x: Tensor): Tensor {
  const data = x.data.slice()
  const width = x.shape[x.shape.length - 1]
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width)
    const total = row.reduce((sum, value) => sum + value, 0)
    row.set(row.map((value) => value / total))
  }
  return { ...x, data }
}
