import { formatShape, sameShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'
import { copyStrided, stridesOf } from './strided.ts'

/**
 * The shape that both broadcast to: aligned at the last axis, where an extent of 1, or a missing axis, stretches to the other's.
 *
 * @throws ShapeError naming `argument`, whose shape `b` is, when they don't fit
 * @internal
 */
export function broadcastShape(
  functionName: string,
  argument: string,
  a: readonly number[],
  b: readonly number[],
): number[] {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const extentA = a[axis - rank + a.length] ?? 1
    const extentB = b[axis - rank + b.length] ?? 1
    if (extentA !== extentB && extentA !== 1 && extentB !== 1) {
      throw new ShapeError(functionName, argument, `of a shape that broadcasts with ${formatShape(a)}`, formatShape(b))
    }
    return extentA === 1 ? extentB : extentA
  })
}

/** `t` stretched to a shape that it broadcasts to; `t` itself where nothing changes. @throws ShapeError when it doesn't @internal */
export function broadcastTo(t: Tensor, shape: readonly number[]): Tensor {
  if (sameShape(t.shape, shape)) return t
  if (!sameShape(broadcastShape('broadcastTo', 't', shape, t.shape), shape)) {
    throw new ShapeError('broadcastTo', 't', `of a shape that stretches to ${formatShape(shape)}`, formatShape(t.shape))
  }
  const missing = shape.length - t.shape.length
  const ownStrides = stridesOf(t.shape)
  const strides = shape.map((_, axis) =>
    axis < missing || t.shape[axis - missing] === 1 ? 0 : ownStrides[axis - missing],
  )
  return copyStrided(t, shape, strides)
}
