import { expectArray } from '../expect-argument.ts'
import { expectTensor, formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'
import { copyStrided, stridesOf } from './strided.ts'

/**
 * Axis i of the result is axis `permutation[i]` of `t`; without a permutation the order of the axes is reversed.
 *
 * @throws ShapeError when `permutation` does not name each axis once
 */
export function transpose(t: Tensor, permutation?: readonly number[]): Tensor {
  expectTensor('transpose', 't', t)
  const order = permutation ?? t.shape.map((_, axis) => axis).reverse()
  expectArray('transpose', 'permutation', order, 'an array of axes')
  const named = new Set(order)
  if (order.length !== t.shape.length || !t.shape.every((_, axis) => named.has(axis))) {
    const expected = `each axis of shape ${formatShape(t.shape)} once, from 0`
    throw new ShapeError('transpose', 'permutation', expected, formatShape(order))
  }
  const strides = stridesOf(t.shape)
  const shape = order.map((axis) => t.shape[axis])
  return copyStrided(
    t,
    shape,
    order.map((axis) => strides[axis]),
  )
}
