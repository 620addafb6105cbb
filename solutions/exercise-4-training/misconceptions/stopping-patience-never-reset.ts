import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: the patience is not renewed', zh: '早停：耐心没有重新计数' },
  explanation: {
    en: 'You count all epochs without improvement. What counts is how many of them come in a row: an improvement sets the count back to zero.',
    zh: '你累计了所有没有进步的轮次。要看的是连续多少轮没有进步：一有进步，计数就要归零。',
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
    } else {
      waited++
    }
    if (waited >= patience) return { stoppedAt: epoch, bestEpoch }
  }
  return { stoppedAt: null, bestEpoch }
}
