import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: the best epoch comes after the stop', zh: '早停：最好的一轮在停止之后' },
  explanation: {
    en: "You look for the best epoch in the whole list. Training ended at stoppedAt: what comes after it was never trained, and can't be gone back to.",
    zh: '你在整个列表里找最好的一轮。训练在 stoppedAt 就结束了：之后的轮次并没有训练，也就无从回到那里。',
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
  let stoppedAt: number | null = null
  for (const [epoch, loss] of validationLosses.entries()) {
    if (epoch === 0 || loss < best - minDelta) {
      best = loss
      bestEpoch = epoch
      waited = 0
    } else {
      waited++
    }
    if (waited >= patience) stoppedAt ??= epoch
  }
  return { stoppedAt, bestEpoch }
}
