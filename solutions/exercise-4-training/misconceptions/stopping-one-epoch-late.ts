import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: it stops one epoch late', zh: '早停：晚停了一轮' },
  explanation: {
    en: 'You stop when more than `patience` epochs have gone by without improvement. It is the epoch that completes `patience` of them which stops.',
    zh: '你等到没有进步的轮次超过 `patience` 才停。应当在凑满 `patience` 轮的那一轮就停。',
  },
  caughtBy: 'earlyStopping-values',
}

export function earlyStopping(
  validationLosses: readonly number[],
  { patience, minDelta }: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  let best = Infinity
  let bestEpoch = 0
  let waited = 0
  for (const [epoch, loss] of validationLosses.entries()) {
    if (epoch === 0 || loss < best - minDelta) {
      best = loss
      bestEpoch = epoch
      waited = 0
    } else {
      waited++
    }
    if (waited > patience) return { stoppedAt: epoch, bestEpoch }
  }
  return { stoppedAt: null, bestEpoch }
}
