import { abs, mul, sign, square, sum, zerosLike, type Random, type Tensor } from 'grade-descent/student'

export function l1Penalty(weights: Tensor, lambda: number): number {
  return lambda * sum(abs(weights)).data[0]
}

export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(sign(weights), lambda)
}

export function l2Penalty(weights: Tensor, lambda: number): number {
  return lambda * sum(square(weights)).data[0]
}

export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(weights, 2 * lambda)
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const mask = zerosLike(x)
  for (let index = 0; index < mask.data.length; index++) {
    mask.data[index] = !training ? 1 : random.uniform() < rate ? 0 : 1 / (1 - rate)
  }
  return { output: mul(x, mask), mask }
}

export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  return mul(dOut, mask)
}

export function earlyStopping(
  validationLosses: readonly number[],
  options: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  let bestEpoch = 0
  for (let epoch = 1; epoch < validationLosses.length; epoch++) {
    // False for NaN, as every comparison with it.
    if (validationLosses[epoch] < validationLosses[bestEpoch] - options.minDelta) bestEpoch = epoch
    else if (epoch - bestEpoch >= options.patience) return { stoppedAt: epoch, bestEpoch }
  }
  return { stoppedAt: null, bestEpoch }
}
