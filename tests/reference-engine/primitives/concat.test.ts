import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { concat, concatBackward } from '../../../reference-engine/primitives/concat.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

test('agrees with tf.js along any axis', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(shapes, lengths, fc.nat(3), seeds, (shape, extents, pick, seed) => {
      const axis = pick % shape.length
      const tensors = extents.map((extent, index) => draw(`${seed}/${index}`, shape.with(axis, extent), 'float32'))
      expectClose(concat(tensors, axis), fromTf(tf.tidy(() => tf.concat(tensors.map(toTf), axis))), 0)
      expectClose(concat(tensors, axis - shape.length), concat(tensors, axis), 0)
    }),
    drawn,
  )
})

test('the first axis unless told; the widest dtype', () => {
  const joined = concat([float64([1, 2], [1, 2]), draw(1, [2, 2], 'float32')])
  expect(joined.shape).toEqual([3, 2])
  expect(joined.dtype).toBe('float64')
})

test('misfits are ShapeErrors', () => {
  expect(shapeErrorOf(() => concat([], 0)).message).toBe('concat: tensors must be at least one tensor; got none')
  expect(shapeErrorOf(() => concat([draw(1, [2, 3]), draw(2, [2, 2])], 0)).message).toBe(
    'concat: tensors[1] must be of shape [2, 3] except along axis 0; got [2, 2]',
  )
  expect(shapeErrorOf(() => concat([draw(1, [2, 3]), draw(2, [2])], 1)).message).toBe(
    'concat: tensors[1] must be of shape [2, 3] except along axis 1; got [2]',
  )
  expect(shapeErrorOf(() => concat([draw(1, [2, 3])], 2)).argument).toBe('axis')
})

test('its backward agrees with tf.js and with differences along any axis', () => {
  fc.assert(
    fc.property(shapes, fc.nat(3), seeds, (shape, pick, seed) => {
      const axis = pick % shape.length
      for (const dtype of ['float32', 'float64'] as const) {
        const tensors = [2, 1, 3].map((extent, index) => draw(`${seed}/${index}`, shape.with(axis, extent), dtype))
        const dOut = draw(`d${seed}`, shape.with(axis, 6), dtype)
        const output = concat(tensors, axis)
        const owner = [0, 0, 1, 2, 2, 2]
        const expected = build(output.shape, (index) => {
          const place = index[axis]
          return entryAt(tensors[owner[place]], index.with(axis, place - owner.indexOf(owner[place])))
        })
        expectClose(output, expected, 0)
        const backward = () => concatBackward(dOut, tensors, axis)
        if (dtype === 'float64') expectNumericGradients(() => concat(tensors, axis), dOut, tensors, backward)
        else expectLikeTf({ inputs: tensors, output, dOut, gradients: backward(), inTf: (all) => tf.concat(all, axis) })
      }
    }),
    { ...drawn, numRuns: 10 },
  )
})

test('empty tensors count nothing', () => {
  const [none, two] = [draw(1, [0, 3]), draw(2, [2, 3])]
  expect(concat([none, two])).toEqual(two)
  expect(concat([none, none], 1).shape).toEqual([0, 6])
  expect(concatBackward(two, [none, two]).map(({ shape }) => shape)).toEqual([
    [0, 3],
    [2, 3],
  ])
})

test('what is no array of tensors says so', () => {
  const t = draw(1, [2])
  expect(() => concat(t as never)).toThrow('concat: tensors must be an array of tensors; got {')
  expect(() => concat(draw(1, [50]) as never)).toThrow(/^.{0,160}\.\.\.$/)
  expect(() => concat([t, undefined as never])).toThrow('concat: tensors[1] must be a tensor; got undefined')
})

test('misfits of the backward are ShapeErrors', () => {
  const tensors = [draw(1, [2, 3]), draw(2, [1, 3])]
  expect(shapeErrorOf(() => concatBackward(draw(3, [2, 3]), tensors)).message).toBe(
    'concatBackward: dOut must be of shape [3, 3]; got [2, 3]',
  )
  expect(shapeErrorOf(() => concatBackward(draw(3, [2, 3]), [])).functionName).toBe('concatBackward')
})
