import { expectPositive } from '../expect-argument.ts'
import { mul } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'
import { globalNorm } from './clip-by-global-norm.ts'

/**
 * The gradient scaled by maxNorm / norm where its Euclidean norm is larger than maxNorm, else as it is.
 *
 * @throws ArgumentError unless maxNorm is greater than 0
 */
export function clipByNorm(gradient: Tensor, maxNorm: number): Tensor {
  expectPositive('clipByNorm', 'maxNorm', maxNorm)
  const norm = globalNorm([gradient])
  return norm > maxNorm ? mul(gradient, maxNorm / norm) : gradient
}
