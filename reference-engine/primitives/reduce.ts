import { expectTensor, formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import { allocate, sizeOf, type DType, type Tensor, type TensorData } from '../tensor.ts'
import { normalizeAxes, normalizeAxis } from './axis.ts'
import { floatingType } from './result-type.ts'
import { transpose } from './transpose.ts'

/** One axis or several; a negative one counts from the end. */
type Axes = number | readonly number[]

/** The sum over `axes` (all of them unless told); `keepDims` leaves them as extents of 1. @throws ShapeError when there is no such axis */
export function sum(t: Tensor, axes?: Axes, keepDims = false): Tensor {
  expectTensor('sum', 't', t)
  return reduce('sum', t, axes, keepDims, t.dtype, sumOfRange)
}

/** The mean over `axes`; of int32: float32. @throws ShapeError when there is no such axis */
export function mean(t: Tensor, axes?: Axes, keepDims = false): Tensor {
  expectTensor('mean', 't', t)
  return reduce(
    'mean',
    t,
    axes,
    keepDims,
    floatingType(t.dtype),
    (data, start, end) => sumOfRange(data, start, end) / (end - start),
  )
}

/** The largest entry over `axes`. @throws ShapeError when there is no such axis or nothing along it */
export function max(t: Tensor, axes?: Axes, keepDims = false): Tensor {
  expectTensor('max', 't', t)
  return reduceSome('max', t, axes, keepDims, t.dtype, (data, start, end) => {
    let largest = -Infinity
    for (let index = start; index < end; index++) largest = Math.max(largest, data[index])
    return largest
  })
}

/** The smallest entry over `axes`. @throws ShapeError when there is no such axis or nothing along it */
export function min(t: Tensor, axes?: Axes, keepDims = false): Tensor {
  expectTensor('min', 't', t)
  return reduceSome('min', t, axes, keepDims, t.dtype, (data, start, end) => {
    let smallest = Infinity
    for (let index = start; index < end; index++) smallest = Math.min(smallest, data[index])
    return smallest
  })
}

/** int32: where along `axis` the largest entry is, the first of several. @throws ShapeError when there is no such axis or nothing along it */
export function argMax(t: Tensor, axis = 0, keepDims = false): Tensor {
  expectTensor('argMax', 't', t)
  return reduceSome('argMax', t, normalizeAxis('argMax', axis, t.shape), keepDims, 'int32', (data, start, end) => {
    let largest = start
    for (let index = start + 1; index < end; index++) if (data[index] > data[largest]) largest = index
    return largest - start
  })
}

function sumOfRange(data: TensorData, start: number, end: number): number {
  let total = 0
  for (let index = start; index < end; index++) total += data[index]
  return total
}

type ReduceRange = (data: TensorData, start: number, end: number) => number

/** For what nothing has: a largest entry, or its place. */
function reduceSome(
  functionName: string,
  t: Tensor,
  axes: Axes | undefined,
  keepDims: boolean,
  dtype: DType,
  reduceRange: ReduceRange,
): Tensor {
  return reduce(functionName, t, axes, keepDims, dtype, (data, start, end) => {
    if (end > start) return reduceRange(data, start, end)
    throw new ShapeError(functionName, 't', 'of at least one entry along the axes', formatShape(t.shape))
  })
}

/** Moves the reduced axes to the end, so that each entry of the result comes from one contiguous range. */
function reduce(
  functionName: string,
  t: Tensor,
  axes: Axes | undefined,
  keepDims: boolean,
  dtype: DType,
  reduceRange: ReduceRange,
): Tensor {
  const reduced = normalizeAxes(functionName, axes, t.shape)
  const kept = t.shape.map((_, axis) => axis).filter((axis) => !reduced.includes(axis))
  const order = [...kept, ...reduced]
  const ranges = order.every((axis, position) => axis === position) ? t : transpose(t, order)
  const length = sizeOf(reduced.map((axis) => t.shape[axis]))
  const data = allocate(dtype, sizeOf(kept.map((axis) => t.shape[axis])))
  for (let index = 0; index < data.length; index++) {
    data[index] = reduceRange(ranges.data, index * length, (index + 1) * length)
  }
  const shape = keepDims
    ? t.shape.map((extent, axis) => (reduced.includes(axis) ? 1 : extent))
    : kept.map((axis) => t.shape[axis])
  return { shape, dtype, data }
}
