import { ShapeError } from './shape-error.ts'

/** float32 to train, float64 to check gradients, int32 for labels and indices. */
export type DType = 'float32' | 'float64' | 'int32'

/** What every typed array of numbers can do; declared once so that the methods type-check on all three. */
export interface TensorData {
  [index: number]: number
  readonly length: number
  readonly buffer: ArrayBufferLike
  readonly byteOffset: number
  readonly byteLength: number
  map(transform: (value: number, index: number) => number): TensorData
  reduce<Result>(combine: (result: Result, value: number, index: number) => Result, start: Result): Result
  forEach(visit: (value: number, index: number) => void): void
  every(holds: (value: number, index: number) => boolean): boolean
  some(holds: (value: number, index: number) => boolean): boolean
  fill(value: number, start?: number, end?: number): TensorData
  slice(start?: number, end?: number): TensorData
  subarray(start?: number, end?: number): TensorData
  set(values: ArrayLike<number>, offset?: number): void
  [Symbol.iterator](): IterableIterator<number>
}

/** A dense array of numbers: row-major, contiguous. Any object with these three fields is one. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly dtype: DType
  readonly data: TensorData
}

/** Numbers nested as deeply as the tensor has axes. */
export type NestedNumbers = number | readonly NestedNumbers[]

/** Number of elements of a shape; 1 for the shape of a scalar, `[]`. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, extent) => size * extent, 1)
}

/** A typed array of `length` zeros for `dtype`. */
export function allocate(dtype: DType, length: number): TensorData {
  switch (dtype) {
    case 'float32':
      return new Float32Array(length) as TensorData
    case 'float64':
      return new Float64Array(length) as TensorData
    case 'int32':
      return new Int32Array(length) as TensorData
  }
}

/**
 * Makes a tensor.
 *
 * @param values nested arrays, a flat array together with `shape`, or a typed array (kept, not copied, when the dtype agrees)
 * @param shape defaults to the nesting of `values`
 * @param dtype defaults to that of a typed array that is one of the three, else float32
 * @throws ShapeError when the values are ragged or their number does not fill `shape`
 */
export function tensor(values: NestedNumbers | TensorData, shape?: readonly number[], dtype?: DType): Tensor {
  if (isTypedArray(values)) {
    const ownType = dtypeOf(values)
    const finalType = dtype ?? ownType ?? 'float32'
    return checked(finalType === ownType ? values : convert(values, finalType), shape ?? [values.length], finalType)
  }
  const nesting = shapeOfNested(values)
  const flat: number[] = []
  flatten(values, nesting, 0, flat)
  return checked(convert(flat, dtype ?? 'float32'), shape ?? nesting, dtype ?? 'float32')
}

/** A tensor of zeros; float32 unless told. */
export function zeros(shape: readonly number[], dtype: DType = 'float32'): Tensor {
  return { shape: [...shape], dtype, data: allocate(dtype, sizeOf(shape)) }
}

/** A tensor of zeros with the shape and dtype of `t`. */
export function zerosLike(t: Tensor): Tensor {
  return zeros(t.shape, t.dtype)
}

function checked(data: TensorData, shape: readonly number[], dtype: DType): Tensor {
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      'tensor',
      'values',
      `${sizeOf(shape)} numbers to fill shape [${shape.join(', ')}]`,
      `${data.length}`,
    )
  }
  return { shape: [...shape], dtype, data }
}

function convert(values: ArrayLike<number>, dtype: DType): TensorData {
  const data = allocate(dtype, values.length)
  data.set(values)
  return data
}

function isTypedArray(values: NestedNumbers | TensorData): values is TensorData {
  return ArrayBuffer.isView(values)
}

/** By tag and not by `instanceof`, which is false for an array from another realm; undefined for bytes and the like. */
function dtypeOf(values: TensorData): DType | undefined {
  const types: { [tag: string]: DType } = { Float32Array: 'float32', Float64Array: 'float64', Int32Array: 'int32' }
  return types[Object.prototype.toString.call(values).slice('[object '.length, -1)]
}

function shapeOfNested(values: NestedNumbers): number[] {
  const shape: number[] = []
  for (
    let level: NestedNumbers | undefined = values;
    Array.isArray(level);
    level = (level as readonly NestedNumbers[])[0]
  ) {
    shape.push(level.length)
  }
  return shape
}

function flatten(values: NestedNumbers, shape: readonly number[], axis: number, into: number[]): void {
  if (typeof values === 'number') {
    if (axis !== shape.length) throw ragged(shape, axis, 'a number')
    into.push(values)
    return
  }
  if (axis === shape.length || values.length !== shape[axis]) throw ragged(shape, axis, `${values.length} entries`)
  for (const entry of values) flatten(entry, shape, axis + 1, into)
}

function ragged(shape: readonly number[], axis: number, received: string): ShapeError {
  return new ShapeError(
    'tensor',
    'values',
    `${shape[axis] ?? 'no'} entries along axis ${axis}, as in the first row`,
    received,
  )
}
