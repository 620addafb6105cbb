import type { Random } from '../../reference-engine/random.ts'
import { allocate, sizeOf, type DType, type Tensor } from '../../reference-engine/tensor.ts'
import type { RandomSeed } from '../subject/subject.ts'

export interface DrawOptions {
  /** Standard deviation. Default 1. */
  scale?: number
  /** Smallest magnitude of an entry, to keep away from a kink at 0. Default 0. */
  awayFromZero?: number
  dtype?: DType
}

/** A tensor of normally distributed entries; float64 unless told. */
export function drawTensor(random: Random, shape: readonly number[], options: DrawOptions = {}): Tensor {
  const { scale = 1, awayFromZero = 0, dtype = 'float64' } = options
  const data = allocate(dtype, sizeOf(shape))
  for (let index = 0; index < data.length; index++) {
    const value = random.normal(0, scale)
    data[index] = value + (value < 0 ? -awayFromZero : awayFromZero)
  }
  return { shape: [...shape], dtype, data }
}

/** Upstream gradients: magnitudes from 0.5 to 1.5 and random signs, so that no output goes unnoticed. */
export function drawUpstream(random: Random, shape: readonly number[]): Tensor {
  const data = allocate('float64', sizeOf(shape))
  for (let index = 0; index < data.length; index++) {
    data[index] = random.uniform(0.5, 1.5) * (random.uniform() < 0.5 ? -1 : 1)
  }
  return { shape: [...shape], dtype: 'float64', data }
}

/** The seed of a `Random` that a function is given: it crosses the process boundary as this. */
export function drawSeed(random: Random): RandomSeed {
  return { randomSeed: `${random.integer(2 ** 31)}-${random.integer(2 ** 31)}` }
}
