import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: compared with the epoch before', zh: '早停：与前一轮比较' },
  explanation: {
    en: 'You compare each loss with that of the epoch before. A loss that goes up and comes half-way down again counts as an improvement then, and one that creeps down never does. The measure is the best so far.',
    zh: '你把每一轮与前一轮比较。这样，损失升上去又降下一半也算进步，而一点点往下挪的却总不算。应当与目前最好的比较。',
  },
  caughtBy: 'earlyStopping-values',
}

export function earlyStopping(
  validationLosses: readonly number[],
  { patience, minDelta }: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  let bestEpoch = 0
  let waited = 0
  for (const [epoch, loss] of validationLosses.entries()) {
    if (epoch === 0 || loss < validationLosses[epoch - 1] - minDelta) {
      bestEpoch = epoch
      waited = 0
    } else {
      waited++
    }
    if (waited >= patience) return { stoppedAt: epoch, bestEpoch }
  }
  return { stoppedAt: null, bestEpoch }
}
