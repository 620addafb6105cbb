import { expectShape } from '../expect-shape.ts'
import { mul, sub } from '../primitives/binary.ts'
import { floatingType } from '../primitives/result-type.ts'
import { mapEntries, square } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/** The hyperbolic tangent (e^x - e^-x) / (e^x + e^-x), entry by entry. */
export function tanh(x: Tensor): Tensor {
  return mapEntries(x, Math.tanh, floatingType(x.dtype))
}

/**
 * tanh'(x) = 1 - tanh(x)^2
 *
 * @param dOut gradient of the loss with respect to tanh(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 */
export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  expectShape('tanhBackward', 'dOut', dOut, x.shape)
  return mul(dOut, sub(1, square(tanh(x))))
}
