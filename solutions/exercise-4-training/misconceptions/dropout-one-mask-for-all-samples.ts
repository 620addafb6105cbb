import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import { mul, zerosLike, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: one mask for all samples', zh: 'dropout：所有样本共用一个掩码' },
  explanation: {
    en: 'You draw one row and use it for every sample. A batch then trains one thinned network instead of many; each entry of each sample is to be decided on its own.',
    zh: '你只抽了一行，给每个样本都用它。这样一个批次训练的是同一个变稀的网络，而不是许多个；每个样本的每个元素都要单独决定。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const width = x.data.length / x.shape[0]
  const row = correct({ ...x, shape: [width], data: x.data.slice(0, width) }, rate, random, training).mask
  const mask = zerosLike(x)
  mask.data.forEach((_, index) => (mask.data[index] = row.data[index % width]))
  return { output: mul(x, mask), mask }
}
