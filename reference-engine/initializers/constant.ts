import type { Random } from '../random.ts'
import { zeros as zeroTensor, type Tensor } from '../tensor.ts'
import { expectWeightShape } from './initializer.ts'

/** float32 zeros, as an initializer: for biases. @param shape [fanIn, fanOut] unless told */
export function zeros(
  _random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  expectWeightShape('zeros', shape)
  return zeroTensor(shape)
}

/** float32 ones, as an initializer: for the scale of a normalization. @param shape [fanIn, fanOut] unless told */
export function ones(
  _random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  expectWeightShape('ones', shape)
  const t = zeroTensor(shape)
  t.data.fill(1)
  return t
}
