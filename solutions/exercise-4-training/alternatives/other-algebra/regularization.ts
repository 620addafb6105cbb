import {
  div,
  greater,
  less,
  maximum,
  mul,
  neg,
  square,
  sub,
  sum,
  tensor,
  type Random,
  type Tensor,
} from 'grade-descent/student'

export function l1Penalty(weights: Tensor, lambda: number): number {
  return lambda * sum(maximum(weights, neg(weights))).data[0]
}

export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  return mul(sub(greater(weights, 0), less(weights, 0)), tensor([lambda], [1], weights.dtype))
}

export function l2Penalty(weights: Tensor, lambda: number): number {
  return sum(mul(square(weights), lambda)).data[0]
}

export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  const part = mul(weights, lambda)
  return { shape: part.shape, dtype: part.dtype, data: part.data.map((value) => value + value) }
}

export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  const draws = x.data.map(() => (training ? random.uniform() : 1))
  const kept = { shape: x.shape, dtype: x.dtype, data: draws.map((draw) => (draw >= rate ? 1 : 0)) }
  const mask = training ? div(kept, 1 - rate) : kept
  return { output: training ? div(mul(x, kept), 1 - rate) : x, mask }
}

export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  return mul(mask, dOut)
}

/** The counter runs backwards. */
export function earlyStopping(
  validationLosses: readonly number[],
  { patience, minDelta }: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  let bestEpoch = 0
  let left = patience
  const stoppedAt = validationLosses.findIndex((loss, epoch) => {
    if (epoch === 0) return false
    if (validationLosses[bestEpoch] - loss > minDelta) {
      bestEpoch = epoch
      left = patience
      return false
    }
    left--
    return left === 0
  })
  return { stoppedAt: stoppedAt < 0 ? null : stoppedAt, bestEpoch }
}
