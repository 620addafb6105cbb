import { expectShape } from '../expect-shape.ts'
import { greater, mul, where } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/** `slope`: what x is multiplied by below 0. */
export type LeakyReluOptions = { slope?: number }

/** x where x > 0, else slope * x, entry by entry (Maas, Hannun and Ng, 2013); a slope of 0.2 unless told, as in tf.leakyRelu. */
export function leakyRelu(x: Tensor, { slope = 0.2 }: LeakyReluOptions = {}): Tensor {
  return where(greater(x, 0), x, mul(slope, x))
}

/**
 * leakyRelu'(x) is 1 where x > 0, else the slope; so too at the kink x = 0, where there is no derivative.
 *
 * @param dOut gradient of the loss with respect to leakyRelu(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 */
export function leakyReluBackward(dOut: Tensor, x: Tensor, { slope = 0.2 }: LeakyReluOptions = {}): Tensor {
  expectShape('leakyReluBackward', 'dOut', dOut, x.shape)
  return where(greater(x, 0), dOut, mul(slope, dOut))
}
