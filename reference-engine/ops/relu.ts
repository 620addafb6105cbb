import { expectShape, expectTensor } from '../expect-shape.ts'
import { greater, maximum, where } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The rectified linear unit max(x, 0), entry by entry (Nair and Hinton, 2010).
 *
 * @param x any shape
 */
export function relu(x: Tensor): Tensor {
  expectTensor('relu', 'x', x)
  return maximum(x, 0)
}

/**
 * relu'(x) is 1 where x > 0, else 0; at the kink x = 0, where there is no derivative, it is 0 by convention.
 *
 * @param dOut gradient of the loss with respect to relu(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 */
export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  expectTensor('reluBackward', 'x', x)
  expectShape('reluBackward', 'dOut', dOut, x.shape)
  return where(greater(x, 0), dOut, 0)
}
