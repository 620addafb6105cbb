import type { Misconception } from 'grade-descent/exercise'
import { mul, zerosLike, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: the rate is taken for the share that stays', zh: 'dropout：把比率当成了保留的比例' },
  explanation: {
    en: 'You keep an entry with probability rate and drop it with 1 - rate. rate is the share that is dropped: at 0.2 four fifths stay.',
    zh: '你以 rate 的概率保留、以 1 - rate 的概率丢弃。rate 是丢掉的比例：0.2 时保留五分之四。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const mask = zerosLike(x)
  for (let index = 0; index < mask.data.length; index++) {
    mask.data[index] = !training || rate === 0 ? 1 : random.uniform() < rate ? 1 / (1 - rate) : 0
  }
  return { output: mul(x, mask), mask }
}
