import { expect } from '@jest/globals'
import * as fc from 'fast-check'
import { Random } from '../../reference-engine/random.ts'
import { ShapeError } from '../../reference-engine/shape-error.ts'
import { allocate, sizeOf, type DType, type Tensor } from '../../reference-engine/tensor.ts'

/** Every property is drawn from one seed, so that a test gives the same result each time. */
export const drawn = { seed: 20240607, numRuns: 25 }

/** Bounds on the error, relative to the tensor's largest entry. */
export const tolerance = { float64: 1e-10, float32: 1e-5, int32: 0 }

/** Shapes of rank 1 to 4. */
export const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
export const seeds = fc.integer({ min: 0, max: 1_000_000 })
export const floatingTypes = fc.constantFrom<DType>('float32', 'float64')
export const extents = fc.integer({ min: 1, max: 6 })

/** Normally distributed entries; whole numbers for int32. */
export function draw(seed: string | number, shape: readonly number[], dtype: DType = 'float64', scale = 1): Tensor {
  const random = new Random(seed)
  const data = allocate(dtype, sizeOf(shape)).map(() => {
    const value = random.normal(0, scale)
    return dtype === 'int32' ? Math.round(3 * value) : value
  })
  return { shape, dtype, data }
}

export function float64(values: readonly number[], shape: readonly number[] = [values.length]): Tensor {
  return { shape, dtype: 'float64', data: Float64Array.from(values) as Tensor['data'] }
}

export function int32(values: readonly number[], shape: readonly number[] = [values.length]): Tensor {
  return { shape, dtype: 'int32', data: Int32Array.from(values) as Tensor['data'] }
}

export function copyOf(t: Tensor): Tensor {
  return { shape: [...t.shape], dtype: t.dtype, data: t.data.slice() }
}

/** All indices of a shape in row-major order. */
export function indicesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (indices, extent) => indices.flatMap((index) => Array.from({ length: extent }, (_, last) => [...index, last])),
    [[]],
  )
}

/** The entry at an index, found by Horner's rule. */
export function entryAt(t: Tensor, index: readonly number[]): number {
  return t.data[index.reduce((offset, position, axis) => offset * t.shape[axis] + position, 0)]
}

/** The tensor whose entries a function of the index gives. */
export function build(
  shape: readonly number[],
  entry: (index: number[]) => number,
): { shape: number[]; data: number[] } {
  return { shape: [...shape], data: indicesOf(shape).map(entry) }
}

/** Same shape, and every entry within `relative` of the largest expected one. */
export function expectClose(
  actual: Tensor,
  expected: { shape: readonly number[]; data: ArrayLike<number> },
  relative: number = tolerance[actual.dtype],
): void {
  const values = Array.from(expected.data)
  const bound =
    relative * values.filter(Number.isFinite).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const wrong = values.flatMap((value, index) => {
    const received = actual.data[index]
    return Math.abs(received - value) <= bound || Object.is(received, value) ? [] : [{ index, value, received }]
  })
  const found = { shape: [...actual.shape], length: actual.data.length, wrong }
  expect(found).toEqual({ shape: [...expected.shape], length: values.length, wrong: [] })
}

/** Central differences of a scalar function, one entry of `variable` after the other. */
export function numericGradient(loss: () => number, variable: Tensor): { shape: readonly number[]; data: number[] } {
  const step = 1e-5
  const data = Array.from(variable.data, (value, index) => {
    variable.data[index] = value + step
    const above = loss()
    variable.data[index] = value - step
    const below = loss()
    variable.data[index] = value
    return (above - below) / (2 * step)
  })
  return { shape: variable.shape, data }
}

/** The sum of the entries' products, which makes a loss of any output: its gradient with respect to `output` is `dOut`. */
export function contract(output: Tensor, dOut: Tensor): number {
  return output.data.reduce((total, value, index) => total + value * dOut.data[index], 0)
}

/** The error that `action` throws; fails where it throws none, or another kind. */
export function shapeErrorOf(action: () => unknown): ShapeError {
  try {
    action()
  } catch (error) {
    if (error instanceof ShapeError) return error
    throw error
  }
  throw new Error('expected a ShapeError, but nothing was thrown')
}
