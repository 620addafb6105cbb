import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import type { Random, Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout drops when not training', zh: '不在训练时也丢弃' },
  explanation: {
    en: 'You drop entries whatever `training` says. Dropout is a noise for training alone; afterwards the network is to use all that it has, and give the same answer each time.',
    zh: '不管 `training` 是什么，你都在丢弃。dropout 只是训练时的噪声；训练之后网络应当用上全部单元，而且每次的答案都一样。',
  },
  caughtBy: 'dropout-inference',
}

export function dropout(x: Tensor, rate: number, random: Random): { output: Tensor; mask: Tensor } {
  return correct(x, rate, random, true)
}
