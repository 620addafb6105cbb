import { expectWhole } from '../expect-argument.ts'
import { expectShape, expectTensor, formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import { allocate, sizeOf, zeros, type DType, type Tensor } from '../tensor.ts'
import { normalizeAxis } from './axis.ts'

/** Whole numbers: an int32 tensor, a typed array such as `random.permutation` gives, or a plain array. */
export type Indices = Tensor | ArrayLike<number>

/**
 * The entries of `t` at `indices` along `axis`, in that order: row i of the result is row `indices[i]` of `t`.
 *
 * @returns shape of `t` with `axis` replaced by the shape of `indices`
 * @throws ShapeError when there is no such axis, or an index is not on it
 */
export function gather(t: Tensor, indices: Indices, axis = 0): Tensor {
  expectTensor('gather', 't', t)
  const along = normalizeAxis('gather', axis, t.shape)
  const { shape: indexShape, data: positions } = readIndices('gather', 'indices', indices)
  const extent = t.shape[along]
  expectIndices('gather', 'indices', positions, extent)
  const before = t.shape.slice(0, along)
  const after = t.shape.slice(along + 1)
  const blockSize = sizeOf(after)
  const data = allocate(t.dtype, sizeOf(before) * positions.length * blockSize)
  let written = 0
  for (let outer = 0; outer < sizeOf(before); outer++) {
    for (let index = 0; index < positions.length; index++) {
      const from = (outer * extent + positions[index]) * blockSize
      data.set(t.data.subarray(from, from + blockSize), written)
      written += blockSize
    }
  }
  return { shape: [...before, ...indexShape, ...after], dtype: t.dtype, data }
}

/**
 * Each entry of dOut is added where it was taken from; what was not taken gets 0.
 *
 * @param dOut shape of t with `axis` replaced by the shape of `indices`
 * @param t what `gather` was given, as are indices and axis
 * @returns shape of t
 * @throws ShapeError when the shapes don't fit, there is no such axis, or an index is not on it
 */
export function gatherBackward(dOut: Tensor, t: Tensor, indices: Indices, axis = 0): Tensor {
  expectTensor('gatherBackward', 't', t)
  const along = normalizeAxis('gatherBackward', axis, t.shape)
  const { shape: indexShape, data: positions } = readIndices('gatherBackward', 'indices', indices)
  const extent = t.shape[along]
  expectIndices('gatherBackward', 'indices', positions, extent)
  const before = t.shape.slice(0, along)
  const after = t.shape.slice(along + 1)
  expectShape('gatherBackward', 'dOut', dOut, [...before, ...indexShape, ...after])
  const blockSize = sizeOf(after)
  const dT = zeros(t.shape, dOut.dtype)
  let read = 0
  for (let outer = 0; outer < sizeOf(before); outer++) {
    for (let index = 0; index < positions.length; index++) {
      const to = (outer * extent + positions[index]) * blockSize
      for (let entry = 0; entry < blockSize; entry++) dT.data[to + entry] += dOut.data[read++]
    }
  }
  return dT
}

/**
 * 1 at each label's place, 0 elsewhere: shape of `labels` with an axis of `depth` added at the end.
 *
 * @throws ShapeError when a label is not a whole number from 0 to depth - 1
 * @throws ArgumentError unless depth is a whole number of 0 or more
 */
export function oneHot(labels: Indices, depth: number, dtype: DType = 'float32'): Tensor {
  const { shape, data: classes } = readIndices('oneHot', 'labels', labels)
  expectWhole('oneHot', 'depth', depth, 0)
  expectIndices('oneHot', 'labels', classes, depth)
  const data = allocate(dtype, classes.length * depth)
  for (let index = 0; index < classes.length; index++) data[index * depth + classes[index]] = 1
  return { shape: [...shape, depth], dtype, data }
}

function readIndices(
  functionName: string,
  argument: string,
  indices: Indices,
): { shape: readonly number[]; data: ArrayLike<number> } {
  if (isList(indices)) return { shape: [indices.length], data: indices }
  expectTensor(functionName, argument, indices)
  return indices
}

function isList(indices: Indices): indices is ArrayLike<number> {
  return Array.isArray(indices) || ArrayBuffer.isView(indices)
}

/** @throws ShapeError unless all are whole numbers from 0 to extent - 1 @internal */
export function expectIndices(
  functionName: string,
  argument: string,
  indices: ArrayLike<number>,
  extent: number,
): void {
  for (let position = 0; position < indices.length; position++) {
    const index = indices[position]
    if (!Number.isInteger(index) || index < 0 || index >= extent) {
      const received = `${index} at position ${formatShape([position])}`
      throw new ShapeError(functionName, argument, `whole numbers from 0 to ${extent - 1}`, received)
    }
  }
}
