import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import { Random as OwnRandom, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: the random numbers come from elsewhere', zh: 'dropout：随机数取自别处' },
  explanation: {
    en: "With the same seed your mask is another each time: it is drawn with Math.random or the like, not with the `random` that you are given. A training that can't be repeated can't be searched for errors.",
    zh: '种子相同，你的掩码却每次都不一样：它是用 Math.random 之类抽的，没有用传进来的 `random`。不能重现的训练，也就没法排查错误。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, _random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  return correct(x, rate, new OwnRandom(Math.random()), training)
}
