import { expectTensor, formatShape } from '../expect-shape.ts'
import { reshape } from '../primitives/reshape.ts'
import { ShapeError } from '../shape-error.ts'
import { sizeOf, type Tensor } from '../tensor.ts'

/**
 * All axes but the batch in one, row-major. The data is shared.
 *
 * @param x [N, ...]
 * @returns [N, product of the others]
 * @throws ShapeError for a scalar
 */
export function flatten(x: Tensor): Tensor {
  expectTensor('flatten', 'x', x)
  if (x.shape.length === 0) throw new ShapeError('flatten', 'x', '[N, ...]', formatShape(x.shape))
  return reshape(x, [x.shape[0], sizeOf(x.shape.slice(1))])
}

/**
 * dOut under the shape of x. The data is shared.
 *
 * @param dOut [N, product of the others]
 * @throws ShapeError when dOut has not as many entries as x
 */
export function flattenBackward(dOut: Tensor, x: Tensor): Tensor {
  expectTensor('flattenBackward', 'dOut', dOut)
  expectTensor('flattenBackward', 'x', x)
  if (dOut.data.length !== x.data.length) {
    const expected = `of ${x.data.length} entries to match x ${formatShape(x.shape)}`
    throw new ShapeError('flattenBackward', 'dOut', expected, formatShape(dOut.shape))
  }
  return reshape(dOut, x.shape)
}
