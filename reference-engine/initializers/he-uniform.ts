import type { Random } from '../random.ts'
import { allocate, sizeOf, type Tensor } from '../tensor.ts'
import { expectWeightShape } from './initializer.ts'

/**
 * float32 weights, uniform between plus and minus sqrt(6 / fanIn) (He et al., 2015); for ReLU layers.
 *
 * @param shape [fanIn, fanOut] unless told
 * @throws ArgumentError when the shape is none
 */
export function heUniform(
  random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  expectWeightShape('heUniform', shape)
  const limit = Math.sqrt(6 / fanIn)
  const data = allocate('float32', sizeOf(shape)).map(() => random.uniform(-limit, limit))
  return { shape: [...shape], dtype: 'float32', data }
}
