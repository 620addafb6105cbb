import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'The number of drops is rounded to the nearest', zh: '下降次数四舍五入了' },
  explanation: {
    en: 'You round step / dropEvery to the nearest whole number, so that the first drop comes after half of dropEvery. Only whole stretches of dropEvery steps count.',
    zh: '你把 step / dropEvery 四舍五入，于是走到 dropEvery 的一半就下降了。只有走满的 dropEvery 步才算一次。',
  },
  caughtBy: 'stepDecay-values',
}

export function stepDecay(
  initialRate: number,
  step: number,
  { dropRate, dropEvery }: { dropRate: number; dropEvery: number },
): number {
  return initialRate * dropRate ** Math.round(step / dropEvery)
}
