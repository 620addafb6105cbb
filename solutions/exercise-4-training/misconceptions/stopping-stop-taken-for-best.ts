import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: the epoch of the stop is returned as the best', zh: '早停：把停下的一轮当成了最好的' },
  explanation: {
    en: 'bestEpoch is the epoch at which you stopped. It is worse than others, that is why training stopped; the weights to go back to are those of the last improvement.',
    zh: '你返回的 bestEpoch 就是停下的那一轮。它比别的轮次差，才会停；要回到的是上一次有进步时的权重。',
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
    if (waited >= patience) return { stoppedAt: epoch, bestEpoch: epoch }
  }
  return { stoppedAt: null, bestEpoch }
}
