import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import { Random as OwnRandom, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: a fixed seed decides', zh: 'dropout：掩码由固定的种子决定' },
  explanation: {
    en: 'Whatever `random` is given, your mask is the same: you make a Random of your own, with a seed of its own, at each call. The same units would be dropped at every step, and never trained.',
    zh: '无论传进来什么 `random`，你的掩码都一样：每次调用都用固定的种子新建了一个 Random。每一步丢掉的都是同样的单元，它们永远得不到训练。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, _random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  return correct(x, rate, new OwnRandom(42), training)
}
