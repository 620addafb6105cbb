import { expectArray } from '../expect-argument.ts'
import { expectShape, expectTensor, formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import { zeros, type Tensor } from '../tensor.ts'
import { copyStrided, stridesOf, writeStrided } from './strided.ts'

/**
 * The block of `t` that begins at `begin` and has extents `size`. A number stands for the first axis; axes that are left out
 * are taken whole; a size of -1 is all that remains.
 *
 * @throws ShapeError when the block reaches outside `t`
 */
export function slice(t: Tensor, begin: number | readonly number[], size: number | readonly number[] = -1): Tensor {
  const { shape, strides, start } = placeBlock('slice', t, begin, size)
  return copyStrided(t, shape, strides, start)
}

/**
 * dOut where the block was taken from, 0 elsewhere.
 *
 * @param dOut shape of the block
 * @param t what `slice` was given, as are begin and size
 * @returns shape of t
 * @throws ShapeError when the block reaches outside `t` or dOut has another shape
 */
export function sliceBackward(
  dOut: Tensor,
  t: Tensor,
  begin: number | readonly number[],
  size: number | readonly number[] = -1,
): Tensor {
  const { shape, strides, start } = placeBlock('sliceBackward', t, begin, size)
  expectShape('sliceBackward', 'dOut', dOut, shape)
  const dT = zeros(t.shape, dOut.dtype)
  writeStrided(dOut, dT, strides, start)
  return dT
}

function placeBlock(
  functionName: string,
  t: Tensor,
  begin: number | readonly number[],
  size: number | readonly number[],
): { shape: number[]; strides: number[]; start: number } {
  expectTensor(functionName, 't', t)
  const starts = listOf(functionName, 'begin', begin)
  const sizes = listOf(functionName, 'size', size)
  const offsets = t.shape.map((_, axis) => starts[axis] ?? 0)
  const shape = t.shape.map((extent, axis) => ((sizes[axis] ?? -1) === -1 ? extent - offsets[axis] : sizes[axis]))
  expectInside(functionName, 'begin', starts, t.shape, (axis) => offsets[axis] <= t.shape[axis])
  expectInside(functionName, 'size', sizes, t.shape, (axis) => offsets[axis] + shape[axis] <= t.shape[axis], -1)
  const strides = stridesOf(t.shape)
  return { shape, strides, start: offsets.reduce((total, offset, axis) => total + offset * strides[axis], 0) }
}

function listOf(functionName: string, argument: string, value: number | readonly number[]): readonly number[] {
  const list = typeof value === 'number' ? [value] : value
  expectArray(functionName, argument, list, 'a number or an array of them')
  return list
}

function expectInside(
  functionName: string,
  argument: string,
  given: readonly number[],
  shape: readonly number[],
  fits: (axis: number) => boolean,
  lowest = 0,
): void {
  const valid = given.every((value) => Number.isInteger(value) && value >= lowest)
  if (valid && given.length <= shape.length && shape.every((_, axis) => fits(axis))) return
  throw new ShapeError(functionName, argument, `inside shape ${formatShape(shape)}`, formatShape(given))
}
