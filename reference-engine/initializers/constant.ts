import type { Random } from '../random.ts'
import { zeros as zeroTensor, type Tensor } from '../tensor.ts'

/** float32 zeros, as an initializer: for biases. @param shape [fanIn, fanOut] unless told */
export function zeros(
  _random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  return zeroTensor(shape)
}

/** float32 ones, as an initializer: for the scale of a normalization. @param shape [fanIn, fanOut] unless told */
export function ones(
  _random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  const t = zeroTensor(shape)
  t.data.fill(1)
  return t
}
