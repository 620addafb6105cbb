import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Step decay: multiplied by the number of drops', zh: '阶梯衰减：乘的是次数' },
  explanation: {
    en: 'The drop rate was multiplied by the number of drops. Each drop multiplies the rate once more, so their number is an exponent; with yours the rate is 0 at the start.',
    zh: 'dropRate 乘上了下降的次数。每下降一次，学习率就再乘一次，所以次数是指数；照你的写法，一开始学习率就是 0。',
  },
  caughtBy: 'stepDecay-values',
}

export function stepDecay(
  initialRate: number,
  step: number,
  { dropRate, dropEvery }: { dropRate: number; dropEvery: number },
): number {
  return initialRate * dropRate * Math.floor(step / dropEvery)
}
