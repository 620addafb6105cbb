import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: minDelta is added', zh: '早停：minDelta 加反了方向' },
  explanation: {
    en: 'You compare with best + minDelta: even a loss that is a little higher counts as an improvement. minDelta makes the bar harder to pass, not easier.',
    zh: '你与 best + minDelta 比较：损失稍高一点也算进步。minDelta 应让门槛更难过，而不是更容易。',
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
    if (epoch === 0 || loss < best + minDelta) {
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
