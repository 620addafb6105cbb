import { expect, test } from '@jest/globals'
import { reshape } from '../../../reference-engine/primitives/reshape.ts'
import { draw, float64, shapeErrorOf } from '../support.ts'

test.each([
  [[6], [6]],
  [
    [3, 2],
    [3, 2],
  ],
  [
    [1, -1],
    [1, 6],
  ],
  [
    [-1, 3, 1],
    [2, 3, 1],
  ],
  [[-1], [6]],
])('[2, 3] to %j', (shape, expected) => {
  const t = draw(1, [2, 3], 'float32')
  const result = reshape(t, shape)
  expect(result.shape).toEqual(expected)
  expect(result.dtype).toBe('float32')
  expect([...result.data]).toEqual([...t.data])
})

test('what is no tensor, and what is no shape, say so', () => {
  expect(() => reshape(undefined as never, [1])).toThrow('reshape: t must be a tensor; got undefined')
  expect(() => reshape(draw(1, [2]), 2 as never)).toThrow('reshape: shape must be an array of extents; got 2')
  expect(reshape(draw(1, [0, 2]), [2, 0]).shape).toEqual([2, 0])
})

test('one number is a scalar or a tensor of any rank', () => {
  expect(reshape(float64([5], [1, 1]), []).shape).toEqual([])
  expect(reshape(float64([5], []), [1, -1]).shape).toEqual([1, 1])
})

test.each([[[4]], [[-1, 4]], [[-1, -1]], [[-2, -3]], [[-1, 0]], [[1.5, 4]], [[]]])(
  '[2, 3] to %j is a ShapeError',
  (shape) => {
    expect(shapeErrorOf(() => reshape(draw(1, [2, 3]), shape)).message).toBe(
      `reshape: shape must be a shape of 6 entries with at most one -1, to fit [2, 3]; got [${shape.join(', ')}]`,
    )
  },
)
