import { formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'
import { copyStrided, stridesOf } from './strided.ts'

/**
 * The block of `t` that begins at `begin` and has extents `size`. A number stands for the first axis; axes that are left out
 * are taken whole; a size of -1 is all that remains.
 *
 * @throws ShapeError when the block reaches outside `t`
 */
export function slice(t: Tensor, begin: number | readonly number[], size: number | readonly number[] = -1): Tensor {
  const starts = typeof begin === 'number' ? [begin] : begin
  const sizes = typeof size === 'number' ? [size] : size
  const offsets = t.shape.map((_, axis) => starts[axis] ?? 0)
  const shape = t.shape.map((extent, axis) => ((sizes[axis] ?? -1) === -1 ? extent - offsets[axis] : sizes[axis]))
  expectInside('begin', starts, t.shape, (axis) => offsets[axis] <= t.shape[axis])
  expectInside('size', sizes, t.shape, (axis) => offsets[axis] + shape[axis] <= t.shape[axis], -1)
  const strides = stridesOf(t.shape)
  const start = offsets.reduce((total, offset, axis) => total + offset * strides[axis], 0)
  return copyStrided(t, shape, strides, start)
}

function expectInside(
  argument: string,
  given: readonly number[],
  shape: readonly number[],
  fits: (axis: number) => boolean,
  lowest = 0,
): void {
  const valid = given.every((value) => Number.isInteger(value) && value >= lowest)
  if (valid && given.length <= shape.length && shape.every((_, axis) => fits(axis))) return
  throw new ShapeError('slice', argument, `inside shape ${formatShape(shape)}`, formatShape(given))
}
