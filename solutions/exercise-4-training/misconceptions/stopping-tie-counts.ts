import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: a tie counts as an improvement', zh: '早停：持平也算作进步' },
  explanation: {
    en: 'An epoch that only equals the best so far counts as an improvement with you (`<=`). A loss that stays where it is would keep training alive for ever; the loss has to be lower than best - minDelta.',
    zh: '与目前最好的一轮持平，在你这里也算进步（用了 `<=`）。这样损失停滞不前时训练永远不会停；损失必须低于 best - minDelta。',
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
    if (epoch === 0 || loss <= best - minDelta) {
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
