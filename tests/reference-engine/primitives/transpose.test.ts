import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { transpose } from '../../../reference-engine/primitives/transpose.ts'
import { build, draw, drawn, entryAt, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const cases = shapes.chain((shape) => {
  const axes = shape.map((_, axis) => axis)
  return fc.record({
    shape: fc.constant(shape),
    seed: seeds,
    permutation: fc.shuffledSubarray(axes, { minLength: axes.length }),
  })
})

test('axis i of the result is axis permutation[i]', () => {
  fc.assert(
    fc.property(cases, ({ shape, seed, permutation }) => {
      const t = draw(seed, shape)
      const expected = build(
        permutation.map((axis) => shape[axis]),
        (index) => {
          const own = shape.map(() => 0)
          permutation.forEach((axis, position) => (own[axis] = index[position]))
          return entryAt(t, own)
        },
      )
      expectClose(transpose(t, permutation), expected, 0)
    }),
    drawn,
  )
})

test('agrees with tf.js in float32; takes empty tensors', () => {
  fc.assert(
    fc.property(cases, ({ shape, seed, permutation }) => {
      const t = draw(seed, shape, 'float32')
      expectClose(transpose(t, permutation), fromTf(tf.tidy(() => tf.transpose(toTf(t), permutation))), 0)
    }),
    drawn,
  )
  expect(transpose(draw(1, [0, 2])).shape).toEqual([2, 0])
})

test('the axes are reversed unless told', () => {
  expectClose(transpose(float64([1, 2, 3, 4, 5, 6], [2, 3])), { shape: [3, 2], data: [1, 4, 2, 5, 3, 6] })
  expect(transpose(draw(1, [2, 3, 4])).shape).toEqual([4, 3, 2])
  expect(transpose(draw(1, [2], 'int32')).dtype).toBe('int32')
})

test.each([[[0]], [[0, 0]], [[1, 2]], [[0, 1, 2]]])('permutation %j of a matrix is a ShapeError', (permutation) => {
  expect(shapeErrorOf(() => transpose(draw(1, [2, 3]), permutation)).message).toBe(
    `transpose: permutation must be each axis of shape [2, 3] once, from 0; got [${permutation.join(', ')}]`,
  )
})
