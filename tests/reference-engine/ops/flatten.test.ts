import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { flatten, flattenBackward } from '../../../reference-engine/ops/flatten.ts'
import { draw, drawn, expectClose, floatingTypes, float64, seeds, shapeErrorOf, shapes } from '../support.ts'

test('keeps the batch and the order; its backward puts the shape back', () => {
  fc.assert(
    fc.property(shapes, seeds, floatingTypes, (shape, seed, dtype) => {
      const x = draw(seed, shape, dtype)
      const expected = { shape: [shape[0], shape.slice(1).reduce((size, extent) => size * extent, 1)], data: x.data }
      expectClose(flatten(x), expected, 0)
      expect(flattenBackward(flatten(x), x)).toEqual(x)
    }),
    drawn,
  )
})

test('takes an empty batch', () => {
  expect(flatten(draw(1, [0, 4, 2])).shape).toEqual([0, 8])
  expect(flattenBackward(draw(1, [0, 8]), draw(1, [0, 4, 2])).shape).toEqual([0, 4, 2])
})

test('misfits are ShapeErrors', () => {
  expect(shapeErrorOf(() => flatten(float64([1], []))).message).toBe('flatten: x must be [N, ...]; got []')
  expect(shapeErrorOf(() => flattenBackward(draw(1, [2, 5]), draw(2, [2, 2, 3]))).message).toBe(
    'flattenBackward: dOut must be of 12 entries to match x [2, 2, 3]; got [2, 5]',
  )
})
