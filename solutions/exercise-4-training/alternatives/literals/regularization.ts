import { zeros, type Random, type Tensor } from 'grade-descent/student'

export function l1Penalty({ data }: Tensor, lambda: number): number {
  return lambda * data.reduce((sum, w) => (w < 0 ? sum - w : sum + w), 0)
}

export function l1PenaltyBackward({ shape, dtype, data }: Tensor, lambda: number): Tensor {
  return { shape, dtype, data: data.map((w) => Number(w > 0) * lambda - Number(w < 0) * lambda) }
}

export function l2Penalty({ data }: Tensor, lambda: number): number {
  return data.reduce((sum, w) => sum + lambda * w ** 2, 0)
}

export function l2PenaltyBackward({ shape, dtype, data }: Tensor, lambda: number): Tensor {
  return { shape, dtype, data: data.map((w) => lambda * w + lambda * w) }
}

/** From the last entry to the first, with one more number drawn than is used. */
export function dropout(
  x: Tensor,
  rate: number,
  random: Random,
  training: boolean,
): { output: Tensor; mask: Tensor; kept: number } {
  const mask = zeros(x.shape, x.dtype)
  const output = zeros(x.shape, x.dtype)
  let kept = 0
  random.uniform()
  for (let index = x.data.length - 1; index >= 0; index--) {
    const stays = !training || random.uniform(0, 100) >= 100 * rate
    if (!stays) continue
    kept++
    mask.data[index] = training ? 1 / (1 - rate) : 1
    output.data[index] = x.data[index] * mask.data[index]
  }
  return { output, mask, kept }
}

export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  return {
    shape: mask.shape,
    dtype: dOut.dtype,
    data: dOut.data.map((d, i) => (mask.data[i] === 0 ? 0 : d * mask.data[i])),
  }
}

export function earlyStopping(
  validationLosses: readonly number[],
  options: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  let bestEpoch = 0
  let stoppedAt: number | null = null
  validationLosses.forEach((loss, epoch) => {
    if (stoppedAt !== null) return
    if (loss < validationLosses[bestEpoch] - options.minDelta) bestEpoch = epoch
    if (epoch - bestEpoch === options.patience) stoppedAt = epoch
  })
  return { stoppedAt, bestEpoch }
}
