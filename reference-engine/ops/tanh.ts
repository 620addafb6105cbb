import { expectShape, expectTensor } from '../expect-shape.ts'
import { mul } from '../primitives/binary.ts'
import { floatingType } from '../primitives/result-type.ts'
import { mapEntries } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The hyperbolic tangent (e^x - e^-x) / (e^x + e^-x), entry by entry.
 *
 * @param x any shape
 */
export function tanh(x: Tensor): Tensor {
  expectTensor('tanh', 'x', x)
  return mapEntries(x, Math.tanh, floatingType(x.dtype))
}

/**
 * tanh'(x) = 1 - tanh(x)^2 = 1 / cosh(x)^2, which keeps its digits where tanh(x) is close to 1.
 *
 * @param dOut gradient of the loss with respect to tanh(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 */
export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  expectTensor('tanhBackward', 'x', x)
  expectShape('tanhBackward', 'dOut', dOut, x.shape)
  return mul(dOut, mapEntries(x, slope, floatingType(x.dtype)))
}

function slope(x: number): number {
  return 1 / Math.cosh(x) ** 2
}
