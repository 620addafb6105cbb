import { expectPositive } from '../expect-argument.ts'
import { mul } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * All gradients scaled by maxNorm / norm where their joint Euclidean norm is larger than maxNorm, else as they are
 * (Pascanu, Mikolov and Bengio, 2013). Directions stay as they were.
 *
 * @throws ArgumentError unless maxNorm is greater than 0
 */
export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  expectPositive('clipByGlobalNorm', 'maxNorm', maxNorm)
  const norm = globalNorm(gradients)
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, maxNorm / norm)) : [...gradients]
}

/** The Euclidean norm of all entries of all tensors together. Entries are divided by the largest first, so that no square overflows. */
export function globalNorm(tensors: readonly Tensor[]): number {
  const largest = tensors.reduce((found, t) => t.data.reduce((max, value) => Math.max(max, Math.abs(value)), found), 0)
  if (largest === 0 || !Number.isFinite(largest)) return largest
  const squares = tensors.reduce((total, t) => t.data.reduce((sum, value) => sum + (value / largest) ** 2, total), 0)
  return largest * Math.sqrt(squares)
}
