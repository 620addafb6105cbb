import { expectArray } from '../expect-argument.ts'
import { expectTensor, formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import { sizeOf, type Tensor } from '../tensor.ts'

/**
 * The same numbers in the same order under another shape; one extent may be -1 and is worked out. The data is shared.
 *
 * @throws ShapeError when the number of entries does not fit
 * @throws ArgumentError unless the shape is an array
 */
export function reshape(t: Tensor, shape: readonly number[]): Tensor {
  expectTensor('reshape', 't', t)
  expectArray('reshape', 'shape', shape, 'an array of extents')
  const size = t.data.length
  const known = sizeOf(shape.filter((extent) => extent !== -1))
  const result = shape.map((extent) => (extent === -1 ? size / known : extent))
  const whole = result.every((extent) => Number.isInteger(extent) && extent >= 0)
  if (!whole || sizeOf(result) !== size || shape.filter((extent) => extent === -1).length > 1) {
    const expected = `a shape of ${size} entries with at most one -1, to fit ${formatShape(t.shape)}`
    throw new ShapeError('reshape', 'shape', expected, formatShape(shape))
  }
  return { shape: result, dtype: t.dtype, data: t.data }
}
