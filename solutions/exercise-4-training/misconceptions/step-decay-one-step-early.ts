import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'The rate drops one step early', zh: '提前一步下降' },
  explanation: {
    en: 'You count from 1: floor((step + 1) / dropEvery), as some recipes do for epochs. Steps count from 0 here, so that the first drop is at step dropEvery, after dropEvery steps at the full rate.',
    zh: '你是从 1 开始数的：floor((step + 1) / dropEvery)，有些教程对轮次就这样写。这里的步数从 0 开始，走满 dropEvery 步之后，在第 dropEvery 步才第一次下降。',
  },
  caughtBy: 'stepDecay-values',
}

export function stepDecay(
  initialRate: number,
  step: number,
  { dropRate, dropEvery }: { dropRate: number; dropEvery: number },
): number {
  return initialRate * dropRate ** Math.floor((step + 1) / dropEvery)
}
