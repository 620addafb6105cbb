import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Softmax over the first axis', zh: 'softmax 沿第一个轴做了归一化' },
  explanation: {
    en: 'The numbers were normalised over the batch: what sums to 1 is each column, not each row. The classes of one sample compete with each other, the samples of a batch do not. A batch of one sample shows it at once: every entry comes out as 1.',
    zh: '归一化是沿着批次做的：和为 1 的是每一列，而不是每一行。互相竞争的是同一个样本的各个类别，而不是一批里的各个样本。批次只有一个样本时一眼就能看出来：所有输出都是 1。',
  },
  caughtBy: 'softmax-values',
}

export function softmax(x: Tensor): Tensor {
  const extent = x.shape[0]
  const stride = x.data.length / extent
  const data = x.data.slice()
  for (let column = 0; column < stride; column++) {
    const places = Array.from({ length: extent }, (_, row) => row * stride + column)
    const largest = Math.max(...places.map((place) => x.data[place]))
    const total = places.reduce((sum, place) => sum + Math.exp(x.data[place] - largest), 0)
    for (const place of places) data[place] = Math.exp(x.data[place] - largest) / total
  }
  return { ...x, data }
}
