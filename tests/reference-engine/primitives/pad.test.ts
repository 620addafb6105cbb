import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { pad, padBackward } from '../../../reference-engine/primitives/pad.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, int32, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf } from '../tfjs.ts'

const cases = shapes.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    seed: seeds,
    paddings: fc.tuple(...shape.map(() => fc.tuple(fc.nat(2), fc.nat(2)))),
    value: fc.constantFrom(0, 1.5),
  }),
)

test('agrees with tf.js in float32, forward and backward', () => {
  fc.assert(
    fc.property(cases, ({ shape, seed, paddings, value }) => {
      const x = draw(`x${seed}`, shape, 'float32')
      const output = pad(x, paddings, value)
      const dOut = draw(`d${seed}`, output.shape, 'float32')
      const gradients = [padBackward(dOut, x, paddings)]
      expectLikeTf({ inputs: [x], output, dOut, gradients, inTf: ([input]) => tf.pad(input, paddings, value) })
    }),
    drawn,
  )
})

test('in float64 it is its definition, and its backward agrees with differences', () => {
  fc.assert(
    fc.property(cases, ({ shape, seed, paddings, value }) => {
      const x = draw(`x${seed}`, shape)
      const wide = shape.map((extent, axis) => extent + paddings[axis][0] + paddings[axis][1])
      const expected = build(wide, (index) => {
        const own = index.map((position, axis) => position - paddings[axis][0])
        return own.every((position, axis) => position >= 0 && position < shape[axis]) ? entryAt(x, own) : value
      })
      expectClose(pad(x, paddings, value), expected, 0)
      const dOut = draw(`d${seed}`, pad(x, paddings).shape)
      expectNumericGradients(
        () => pad(x, paddings),
        dOut,
        [x],
        () => [padBackward(dOut, x, paddings)],
      )
    }),
    { ...drawn, numRuns: 10 },
  )
})

test('by hand; the dtype stays; an empty tensor becomes padding', () => {
  expectClose(pad(float64([1, 2]), [[1, 2]], 9), { shape: [5], data: [9, 1, 2, 9, 9] })
  expect(pad(int32([7]), [[1, 0]])).toEqual(int32([0, 7]))
  expectClose(
    pad(draw(1, [0, 1]), [
      [1, 0],
      [0, 1],
    ]),
    { shape: [1, 2], data: [0, 0] },
  )
})

test('misfits say so', () => {
  const t = draw(1, [2, 3])
  expect(() => pad(t, [[1, 1]])).toThrow(
    'pad: paddings must be [before, after] for each axis of [2, 3], whole numbers of 0 or more; got [[1, 1]]',
  )
  expect(() => pad(t, [1, 1] as never)).toThrow('whole numbers of 0 or more; got [1, 1]')
  expect(() => pad(t, undefined as never)).toThrow('whole numbers of 0 or more; got undefined')
  expect(() => pad(int32([1]), [[1, 1]], 0.5)).toThrow('pad: value must be a whole number; got 0.5')
  expect(() =>
    pad(t, [
      [1, 1],
      [0, -1],
    ]),
  ).toThrow('got [[1, 1], [0, -1]]')
  expect(
    shapeErrorOf(() =>
      padBackward(t, t, [
        [1, 0],
        [0, 0],
      ]),
    ).message,
  ).toBe('padBackward: dOut must be of shape [3, 3]; got [2, 3]')
})
