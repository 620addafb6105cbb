import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import { sign, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: the mask lacks the scale of the output', zh: 'dropout：掩码里没有输出的放大倍数' },
  explanation: {
    en: 'Your output is right, but the mask that you return holds 0 and 1. The backward gets nothing but the mask: with the scale missing there, every gradient comes out too small. The output is x times the mask, nothing more.',
    zh: '输出是对的，但返回的掩码里只有 0 和 1。反向只拿得到掩码：里面缺了放大倍数，梯度就全偏小。输出应恰好是 x 乘掩码。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const { output, mask } = correct(x, rate, random, training)
  return { output, mask: sign(mask) }
}
