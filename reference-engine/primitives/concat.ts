import { formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import { allocate, sizeOf, type Tensor } from '../tensor.ts'
import { normalizeAxis } from './axis.ts'
import { resultType } from './result-type.ts'

/**
 * The tensors joined along `axis`; all their other extents are equal.
 *
 * @throws ShapeError when there are none, there is no such axis or the shapes don't fit
 */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  if (tensors.length === 0) throw new ShapeError('concat', 'tensors', 'at least one tensor', 'none')
  const first = tensors[0].shape
  const along = normalizeAxis('concat', axis, first)
  tensors.forEach((t, index) => expectFit(`tensors[${index}]`, t.shape, first, along))
  const shape = first.with(
    along,
    tensors.reduce((extent, t) => extent + t.shape[along], 0),
  )
  const dtype = resultType(...tensors)
  const data = allocate(dtype, sizeOf(shape))
  const outerSize = sizeOf(first.slice(0, along))
  let written = 0
  for (let outer = 0; outer < outerSize; outer++) {
    for (const t of tensors) {
      const blockSize = sizeOf(t.shape.slice(along))
      data.set(t.data.subarray(outer * blockSize, (outer + 1) * blockSize), written)
      written += blockSize
    }
  }
  return { shape, dtype, data }
}

function expectFit(argument: string, shape: readonly number[], first: readonly number[], along: number): void {
  if (shape.length === first.length && shape.every((extent, axis) => axis === along || extent === first[axis])) return
  const expected = `of shape ${formatShape(first)} except along axis ${along}`
  throw new ShapeError('concat', argument, expected, formatShape(shape))
}
