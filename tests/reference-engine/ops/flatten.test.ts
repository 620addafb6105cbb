import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { flatten, flattenBackward } from '../../../reference-engine/ops/flatten.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { draw, drawn, expectClose, floatingTypes, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import type { tf } from '../tfjs.ts'

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

test('agrees with tf.js in float32, and its backward with differences, in float64', () => {
  fc.assert(
    fc.property(shapes, seeds, (shape, seed) => {
      for (const dtype of ['float32', 'float64'] as const) {
        const x = draw(`x${seed}`, shape, dtype)
        const output = flatten(x)
        const dOut = draw(`d${seed}`, output.shape, dtype)
        const backward = () => [flattenBackward(dOut, x)]
        const inTf = ([input]: tf.Tensor[]) => input.reshape([shape[0], -1])
        if (dtype === 'float64') expectNumericGradients(() => flatten(x), dOut, [x], backward)
        else expectLikeTf({ inputs: [x], output, dOut, gradients: backward(), inTf })
      }
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
