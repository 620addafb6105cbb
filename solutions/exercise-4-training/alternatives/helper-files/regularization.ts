import type { Random, Tensor } from 'grade-descent/student'
import { elementwise } from './elementwise.ts'

const total = (t: Tensor): number => t.data.reduce((sum, value) => sum + value, 0)

export const l1Penalty = (weights: Tensor, lambda: number): number => lambda * total(elementwise(Math.abs, weights))

export const l1PenaltyBackward = (weights: Tensor, lambda: number): Tensor =>
  elementwise((w) => lambda * Math.sign(w), weights)

export const l2Penalty = (weights: Tensor, lambda: number): number => lambda * total(elementwise((w) => w * w, weights))

export const l2PenaltyBackward = (weights: Tensor, lambda: number): Tensor =>
  elementwise((w) => 2 * lambda * w, weights)

/** Leaves the random alone when not training. */
export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  if (!training || rate === 0) return { output: x, mask: elementwise(() => 1, x) }
  const mask = elementwise(() => (random.uniform() > rate ? 1 / (1 - rate) : 0), x)
  return { output: elementwise((value, factor) => value * factor, x, mask), mask }
}

export const dropoutBackward = (dOut: Tensor, mask: Tensor): Tensor => elementwise((d, m) => d * m, dOut, mask)

export function earlyStopping(
  validationLosses: readonly number[],
  { patience, minDelta }: { patience: number; minDelta: number },
  bestEpoch = 0,
): { stoppedAt: number | null; bestEpoch: number } {
  const best = validationLosses[bestEpoch]
  const next = validationLosses.slice(bestEpoch + 1, bestEpoch + 1 + patience)
  const better = next.findIndex((loss) => loss + minDelta < best)
  if (better >= 0) return earlyStopping(validationLosses, { patience, minDelta }, bestEpoch + 1 + better)
  return { stoppedAt: next.length === patience ? bestEpoch + patience : null, bestEpoch }
}
