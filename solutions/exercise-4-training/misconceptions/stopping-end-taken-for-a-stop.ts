import type { Misconception } from 'grade-descent/exercise'
import { earlyStopping as correct } from 'grade-descent/engine/training/early-stopping'

export const misconception: Misconception = {
  title: { en: 'Early stopping: the end of the training counts as a stop', zh: '早停：把训练结束当成了早停' },
  explanation: {
    en: 'Where patience never ran out you give the last epoch. Nothing stopped there: asked for is null.',
    zh: '耐心没有用完时，你给出的是最后一轮。那并不是早停：这时应给 null。',
  },
  caughtBy: 'earlyStopping-values',
}

export function earlyStopping(
  validationLosses: readonly number[],
  { patience, minDelta }: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  const { stoppedAt, bestEpoch } = correct(validationLosses, { patience, minDelta })
  return { stoppedAt: stoppedAt ?? validationLosses.length - 1, bestEpoch }
}
