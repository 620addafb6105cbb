import { formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'
import { copyStrided, stridesOf } from './strided.ts'

/**
 * Axis i of the result is axis `permutation[i]` of `t`; without a permutation the order of the axes is reversed.
 *
 * @throws ShapeError when `permutation` does not name each axis once
 */
export function transpose(
  t: Tensor,
  permutation: readonly number[] = t.shape.map((_, axis) => axis).reverse(),
): Tensor {
  const named = new Set(permutation)
  if (permutation.length !== t.shape.length || !t.shape.every((_, axis) => named.has(axis))) {
    const expected = `each axis of shape ${formatShape(t.shape)} once, from 0`
    throw new ShapeError('transpose', 'permutation', expected, formatShape(permutation))
  }
  const strides = stridesOf(t.shape)
  const shape = permutation.map((axis) => t.shape[axis])
  return copyStrided(
    t,
    shape,
    permutation.map((axis) => strides[axis]),
  )
}
