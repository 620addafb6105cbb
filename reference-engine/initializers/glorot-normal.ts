import type { Random } from '../random.ts'
import type { Tensor } from '../tensor.ts'
import { expectWeightShape } from './initializer.ts'
import { truncatedNormal } from './truncated-normal.ts'

/**
 * float32 weights, truncated normal with standard deviation sqrt(2 / (fanIn + fanOut)) (Glorot and Bengio, 2010; truncated as
 * in Keras).
 *
 * @param shape [fanIn, fanOut] unless told
 * @throws ArgumentError when the shape is none
 */
export function glorotNormal(
  random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  expectWeightShape('glorotNormal', shape)
  return truncatedNormal(random, Math.sqrt(2 / (fanIn + fanOut)), shape)
}
