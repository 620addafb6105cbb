import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'The step decay is smooth', zh: '阶梯衰减变成了平滑的' },
  explanation: {
    en: 'Your rate changes at every step. It is to stay as it is for dropEvery steps and then to drop at once: the exponent is a whole number.',
    zh: '你的学习率每一步都在变。它应当在 dropEvery 步之内保持不变，然后一次降下来：指数是整数。',
  },
  caughtBy: 'stepDecay-values',
}

export function stepDecay(
  initialRate: number,
  step: number,
  { dropRate, dropEvery }: { dropRate: number; dropEvery: number },
): number {
  return initialRate * dropRate ** (step / dropEvery)
}
