import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: minDelta is not used', zh: '早停：没有用 minDelta' },
  explanation: {
    en: 'Any loss below the best counts as an improvement with you, however small the difference. minDelta says how much is the least that counts.',
    zh: '只要比最好的低，不论差多少，在你这里都算进步。minDelta 规定了至少要低多少才算数。',
  },
  caughtBy: 'earlyStopping-values',
}

export function earlyStopping(
  validationLosses: readonly number[],
  { patience }: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  let best = Infinity
  let bestEpoch = 0
  let waited = 0
  for (const [epoch, loss] of validationLosses.entries()) {
    if (epoch === 0 || loss < best) {
      best = loss
      bestEpoch = epoch
      waited = 0
    } else {
      waited++
    }
    if (waited >= patience) return { stoppedAt: epoch, bestEpoch }
  }
  return { stoppedAt: null, bestEpoch }
}
