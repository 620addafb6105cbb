import type { Misconception } from 'grade-descent/exercise'

export const misconception: Misconception = {
  title: { en: 'Early stopping: the best is lowered by every lower loss', zh: '早停：任何更低的损失都刷新了最好值' },
  explanation: {
    en: 'Your best follows every lower loss, even where it is no improvement. Losses that creep down in steps below minDelta then never count, though together they have gone far. best is the loss of the last epoch that improved.',
    zh: '只要更低，你就刷新 best，哪怕那一轮不算进步。这样，每步小于 minDelta 的缓慢下降永远不算数，尽管加起来已经降了很多。best 应是上一个算作进步的轮次的损失。',
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
      bestEpoch = epoch
      waited = 0
    } else {
      waited++
    }
    if (!(loss > best)) best = Number.isNaN(loss) ? best : loss
    if (waited >= patience) return { stoppedAt: epoch, bestEpoch }
  }
  return { stoppedAt: null, bestEpoch }
}
