import { allocate, sizeOf, type Tensor } from '../tensor.ts'

/** How far apart in `data` two neighbours along each axis are, row-major: [12, 4, 1] for shape [2, 3, 4]. @internal */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1)
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * shape[axis + 1]
  return strides
}

/**
 * A contiguous copy of a view of `t`: the element at index i of the result is `t.data[start + sum of i[axis] * strides[axis]]`.
 * Transposing permutes strides, broadcasting sets them to 0, slicing moves `start`.
 *
 * @internal
 */
export function copyStrided(t: Tensor, shape: readonly number[], strides: readonly number[], start = 0): Tensor {
  const data = allocate(t.dtype, sizeOf(shape))
  const source = t.data
  const lastAxis = shape.length - 1
  let written = 0

  function copyFrom(axis: number, offset: number): void {
    const extent = shape[axis] ?? 1
    const stride = strides[axis] ?? 0
    if (axis >= lastAxis) {
      for (let index = 0; index < extent; index++) data[written++] = source[offset + index * stride]
    } else {
      for (let index = 0; index < extent; index++) copyFrom(axis + 1, offset + index * stride)
    }
  }

  copyFrom(0, start)
  return { shape: [...shape], dtype: t.dtype, data }
}

/**
 * The other way round: writes `t` into `into`, where the element at index i of `t` comes to lie at `start` + sum of
 * i[axis] * strides[axis].
 *
 * @internal
 */
export function writeStrided(t: Tensor, into: Tensor, strides: readonly number[], start = 0): void {
  const lastAxis = t.shape.length - 1
  let read = 0

  function writeTo(axis: number, offset: number): void {
    const extent = t.shape[axis] ?? 1
    const stride = strides[axis] ?? 0
    if (axis >= lastAxis) {
      for (let index = 0; index < extent; index++) into.data[offset + index * stride] = t.data[read++]
    } else {
      for (let index = 0; index < extent; index++) writeTo(axis + 1, offset + index * stride)
    }
  }

  writeTo(0, start)
}
