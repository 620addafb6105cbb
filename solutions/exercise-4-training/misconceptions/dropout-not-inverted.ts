import type { Misconception } from 'grade-descent/exercise'
import { dropout as correct } from 'grade-descent/engine/ops/dropout'
import { mul, sign, type Random, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Dropout: what is kept is not scaled up', zh: 'dropout：保留的部分没有放大' },
  explanation: {
    en: 'Your mask holds 0 and 1. With some entries gone the sum that the next layer sees is smaller than without dropout, and at test time, when all are there, it suddenly grows. What stays has to make up for what is dropped, so that the expected value remains that of x.',
    zh: '你的掩码里只有 0 和 1。丢掉一部分后，下一层看到的和比不丢时小；到了测试时全部都在，和又突然变大。留下的要补足丢掉的，使期望值仍等于 x。',
  },
  caughtBy: 'dropout-mask',
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const mask = sign(correct(x, rate, random, training).mask)
  return { output: mul(x, mask), mask }
}
