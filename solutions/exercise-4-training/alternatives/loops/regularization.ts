import { zerosLike, type Random, type Tensor } from 'grade-descent/student'

export function l1Penalty(weights: Tensor, lambda: number): number {
  let sum = 0
  for (let i = 0; i < weights.data.length; i++) sum += Math.abs(weights.data[i])
  return lambda * sum
}

export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  const gradient = zerosLike(weights)
  for (let i = 0; i < weights.data.length; i++) {
    const w = weights.data[i]
    gradient.data[i] = w > 0 ? lambda : w < 0 ? -lambda : 0
  }
  return gradient
}

export function l2Penalty(weights: Tensor, lambda: number): number {
  let sum = 0
  for (let i = 0; i < weights.data.length; i++) sum += weights.data[i] * weights.data[i]
  return lambda * sum
}

export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  const gradient = zerosLike(weights)
  for (let i = 0; i < weights.data.length; i++) gradient.data[i] = 2 * lambda * weights.data[i]
  return gradient
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const mask = zerosLike(x)
  const output = zerosLike(x)
  const keep = 1 - rate
  for (let i = 0; i < x.data.length; i++) {
    if (!training) mask.data[i] = 1
    else if (random.uniform() < keep) mask.data[i] = 1 / keep
    output.data[i] = x.data[i] * mask.data[i]
  }
  return { output, mask }
}

export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  const dX = zerosLike(dOut)
  for (let i = 0; i < dOut.data.length; i++) dX.data[i] = dOut.data[i] * mask.data[i]
  return dX
}

export function earlyStopping(
  validationLosses: readonly number[],
  options: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  let best = Infinity
  let bestEpoch = 0
  let waited = 0
  for (let epoch = 0; epoch < validationLosses.length; epoch++) {
    if (epoch === 0 || validationLosses[epoch] < best - options.minDelta) {
      best = validationLosses[epoch]
      bestEpoch = epoch
      waited = 0
    } else {
      waited += 1
      if (waited === options.patience) return { stoppedAt: epoch, bestEpoch }
    }
  }
  return { stoppedAt: null, bestEpoch }
}
