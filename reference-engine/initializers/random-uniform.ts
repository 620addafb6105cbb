import type { Random } from '../random.ts'
import { allocate, sizeOf, type Tensor } from '../tensor.ts'
import { expectWeightShape } from './initializer.ts'

/** float32 weights, uniform between -0.05 and 0.05, as Keras begins embeddings. @param shape [fanIn, fanOut] unless told */
export function randomUniform(
  random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  expectWeightShape('randomUniform', shape)
  const data = allocate('float32', sizeOf(shape)).map(() => random.uniform(-0.05, 0.05))
  return { shape: [...shape], dtype: 'float32', data }
}
