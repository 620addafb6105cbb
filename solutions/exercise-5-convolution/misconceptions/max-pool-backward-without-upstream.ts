import type { Misconception } from 'grade-descent/exercise'
import { maxPool2dBackward as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The winner gets 1 in place of dOut', zh: '赢家得到的是 1 而不是 dOut' },
  explanation: {
    en: 'You marked the winners with 1. What goes back to a winner is the gradient that arrived at its window.',
    zh: '你在赢家处放了 1。传回给赢家的，应当是到达那个窗口的梯度。',
  },
  caughtBy: 'maxPool2dBackward-gradient',
  harmsTraining: false,
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  return correct({ ...dOut, data: dOut.data.slice().fill(1) }, x, options)
}
