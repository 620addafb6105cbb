import type { Random } from '../random.ts'
import { allocate, sizeOf, type Tensor } from '../tensor.ts'
import { expectWeightShape } from './initializer.ts'

/**
 * float32 weights, normal with standard deviation sqrt(2 / fanIn) (He et al., 2015); for ReLU layers. Not truncated, as in the
 * paper; Keras truncates.
 *
 * @param shape [fanIn, fanOut] unless told
 * @throws ArgumentError when the shape is none
 */
export function heNormal(
  random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  expectWeightShape('heNormal', shape)
  const standardDeviation = Math.sqrt(2 / fanIn)
  const data = allocate('float32', sizeOf(shape)).map(() => random.normal(0, standardDeviation))
  return { shape: [...shape], dtype: 'float32', data }
}
