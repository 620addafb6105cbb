import { expectArray } from '../expect-argument.ts'
import { expectShape, expectTensor, formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import { allocate, sizeOf, type Tensor } from '../tensor.ts'
import { normalizeAxis } from './axis.ts'
import { resultType } from './result-type.ts'
import { slice } from './slice.ts'

/**
 * The tensors joined along `axis`; all their other extents are equal.
 *
 * @throws ShapeError when there are none, there is no such axis or the shapes don't fit
 * @throws ArgumentError unless they are tensors in an array
 */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  const { along, shape } = joinShapes('concat', tensors, axis)
  const dtype = resultType(...tensors)
  const data = allocate(dtype, sizeOf(shape))
  const outerSize = sizeOf(shape.slice(0, along))
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

/**
 * Each tensor's part of dOut.
 *
 * @param dOut shape of the joined tensor
 * @param tensors what `concat` was given, as is axis
 * @returns one gradient a tensor, of its shape
 * @throws ShapeError as `concat` does, and when dOut has another shape
 */
export function concatBackward(dOut: Tensor, tensors: readonly Tensor[], axis = 0): Tensor[] {
  const { along, shape } = joinShapes('concatBackward', tensors, axis)
  expectShape('concatBackward', 'dOut', dOut, shape)
  const begin = shape.map(() => 0)
  return tensors.map((t) => {
    const gradient = slice(dOut, begin, t.shape)
    begin[along] += t.shape[along]
    return gradient
  })
}

function joinShapes(
  functionName: string,
  tensors: readonly Tensor[],
  axis: number,
): { along: number; shape: number[] } {
  expectArray(functionName, 'tensors', tensors, 'an array of tensors')
  if (tensors.length === 0) throw new ShapeError(functionName, 'tensors', 'at least one tensor', 'none')
  tensors.forEach((t, index) => expectTensor(functionName, `tensors[${index}]`, t))
  const first = tensors[0].shape
  const along = normalizeAxis(functionName, axis, first)
  tensors.forEach((t, index) => expectFit(functionName, `tensors[${index}]`, t.shape, first, along))
  const extent = tensors.reduce((total, t) => total + t.shape[along], 0)
  return { along, shape: first.with(along, extent) }
}

function expectFit(
  functionName: string,
  argument: string,
  shape: readonly number[],
  first: readonly number[],
  along: number,
): void {
  if (shape.length === first.length && shape.every((extent, axis) => axis === along || extent === first[axis])) return
  const expected = `of shape ${formatShape(first)} except along axis ${along}`
  throw new ShapeError(functionName, argument, expected, formatShape(shape))
}
