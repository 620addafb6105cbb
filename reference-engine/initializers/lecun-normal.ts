import type { Random } from '../random.ts'
import type { Tensor } from '../tensor.ts'
import { expectWeightShape } from './initializer.ts'
import { truncatedNormal } from './truncated-normal.ts'

/**
 * float32 weights, truncated normal with standard deviation sqrt(1 / fanIn) (LeCun et al., 1998; truncated as in Keras).
 *
 * @param shape [fanIn, fanOut] unless told
 * @throws ArgumentError when the shape is none
 */
export function lecunNormal(
  random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  expectWeightShape('lecunNormal', shape)
  return truncatedNormal(random, Math.sqrt(1 / fanIn), shape)
}
