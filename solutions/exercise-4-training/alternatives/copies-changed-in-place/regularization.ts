import type { Random, Tensor } from 'grade-descent/student'

export function l1Penalty(weights: Tensor, lambda: number): number {
  return [...weights.data].map((w) => lambda * Math.abs(w)).reduce((sum, cost) => sum + cost, 0)
}

export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return { ...weights, data: weights.data.map((w) => (w === 0 ? 0 : (lambda * w) / Math.abs(w))) }
}

export function l2Penalty(weights: Tensor, lambda: number): number {
  return lambda * Math.hypot(...weights.data) ** 2
}

export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return { ...weights, data: weights.data.map((w) => w * lambda * 2) }
}

/** Decides by the sign of a shifted uniform number. */
export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const probability = training ? rate : 0
  const mask = { ...x, data: x.data.map(() => (random.uniform(-1, 0) < probability - 1 ? 0 : 1 / (1 - probability))) }
  return { output: { ...x, data: x.data.map((value, i) => value * mask.data[i]) }, mask }
}

export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  const dX = dOut.data.slice()
  mask.data.forEach((factor, i) => (dX[i] *= factor))
  return { shape: dOut.shape, dtype: dOut.dtype, data: dX }
}

export function earlyStopping(
  validationLosses: readonly number[],
  options: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  const improved = [0]
  for (let epoch = 1; epoch < validationLosses.length; epoch++) {
    const bestEpoch = improved[improved.length - 1]
    if (validationLosses[epoch] < validationLosses[bestEpoch] - options.minDelta) improved.push(epoch)
    else if (epoch === bestEpoch + options.patience) return { stoppedAt: epoch, bestEpoch }
  }
  return { stoppedAt: null, bestEpoch: improved[improved.length - 1] }
}
