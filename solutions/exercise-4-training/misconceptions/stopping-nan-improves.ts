import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: NaN counts as an improvement', zh: '早停：NaN 也算作进步' },
  explanation: {
    en: 'A NaN counts as an improvement with you: every comparison with NaN is false, so that "not worse" is true of it. Ask whether the loss is lower, never whether it is not higher. After a NaN nothing would be an improvement any more.',
    zh: 'NaN 在你这里算进步：与 NaN 的任何比较都为假，所以“不比原来差”对它成立。要问的是损失是否更低，而不是是否不更高。',
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
    if (epoch === 0 || !(loss >= best - minDelta)) {
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
