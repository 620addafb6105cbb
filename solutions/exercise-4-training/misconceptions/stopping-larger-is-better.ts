import type { Misconception } from 'grade-descent/exercise'
import { earlyStopping as correct } from 'grade-descent/engine/training/early-stopping'

export const misconception: Misconception = {
  title: { en: 'Early stopping: the largest loss counts as the best', zh: '早停：把最大的损失当成了最好' },
  explanation: {
    en: 'An epoch improves with you when its loss rises. That would be right for an accuracy; a loss is better the lower it is.',
    zh: '在你这里，损失上升才算进步。对准确率来说这没错；损失却是越低越好。',
  },
  caughtBy: 'earlyStopping-values',
}

export function earlyStopping(
  validationLosses: readonly number[],
  { patience, minDelta }: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  const turned = validationLosses.map((loss) => -loss)
  return correct(turned, { patience, minDelta })
}
