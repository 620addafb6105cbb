import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import { mul, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout scales when not training', zh: '不在训练时做了缩放' },
  explanation: {
    en: 'When not training you multiply by 1 - rate, as plain dropout does. Inverted dropout has settled the scale while training already: afterwards there is nothing left to do, and the mask holds ones.',
    zh: '不在训练时你乘了 1 - rate，那是普通 dropout 的做法。反向缩放的 dropout 在训练时就已经调好了大小：之后什么都不用做，掩码全是 1。',
  },
  caughtBy: 'dropout-inference',
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const { output, mask } = correct(x, rate, random, training)
  const factor = training ? 1 : 1 - rate
  return { output: mul(output, factor), mask: mul(mask, factor) }
}
