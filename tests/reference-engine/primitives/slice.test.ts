import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { slice, sliceBackward } from '../../../reference-engine/primitives/slice.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf } from '../tfjs.ts'

const cases = shapes.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    seed: seeds,
    begin: fc.tuple(...shape.map((extent) => fc.nat(extent - 1))),
    share: fc.tuple(...shape.map(() => fc.double({ min: 0, max: 1, noNaN: true }))),
  }),
)

test('takes the block at begin', () => {
  fc.assert(
    fc.property(cases, ({ shape, seed, begin, share }) => {
      const t = draw(seed, shape)
      const size = shape.map((extent, axis) => 1 + Math.floor(share[axis] * (extent - begin[axis] - 1)))
      const expected = build(size, (index) =>
        entryAt(
          t,
          index.map((position, axis) => position + begin[axis]),
        ),
      )
      expectClose(slice(t, begin, size), expected, 0)
    }),
    drawn,
  )
})

test('a number is for the first axis, -1 and what is left out for all that remains', () => {
  const t = float64([1, 2, 3, 4, 5, 6], [3, 2])
  expectClose(slice(t, 1), { shape: [2, 2], data: [3, 4, 5, 6] })
  expectClose(slice(t, 1, 1), { shape: [1, 2], data: [3, 4] })
  expectClose(slice(t, [1, 1], [-1, 1]), { shape: [2, 1], data: [4, 6] })
  expectClose(slice(t, [0, 1], [2]), { shape: [2, 1], data: [2, 4] })
})

test('takes nothing of something, and of nothing', () => {
  expect(slice(draw(1, [3, 2]), 3).shape).toEqual([0, 2])
  expect(slice(draw(1, [0, 2]), [0, 1]).shape).toEqual([0, 1])
  expect([...sliceBackward(draw(1, [0, 2]), draw(1, [1, 2]), 1).data]).toEqual([0, 0])
})

test('what is no place says so', () => {
  expect(() => slice(draw(1, [2]), undefined as never)).toThrow(
    'slice: begin must be a number or an array of them; got undefined',
  )
  expect(() => slice([1] as never, 0)).toThrow('slice: t must be a tensor; got an array')
})

test('the result is a copy', () => {
  const t = float64([1, 2])
  slice(t, 0).data[0] = 9
  expect(t.data[0]).toBe(1)
})

test.each<[number[], number[], string]>([
  [[4], [-1], 'slice: begin must be inside shape [3, 2]; got [4]'],
  [[-1], [1], 'slice: begin must be inside shape [3, 2]; got [-1]'],
  [[0, 0, 0], [1], 'slice: begin must be inside shape [3, 2]; got [0, 0, 0]'],
  [[1, 0], [3, 2], 'slice: size must be inside shape [3, 2]; got [3, 2]'],
  [[0, 0], [-2], 'slice: size must be inside shape [3, 2]; got [-2]'],
  [[0], [1.5], 'slice: size must be inside shape [3, 2]; got [1.5]'],
])('begin %j, size %j is a ShapeError', (begin, size, message) => {
  expect(shapeErrorOf(() => slice(draw(1, [3, 2]), begin, size)).message).toBe(message)
})

test('agrees with tf.js, and its backward with tf.js and with differences', () => {
  fc.assert(
    fc.property(cases, ({ shape, seed, begin }) => {
      for (const dtype of ['float32', 'float64'] as const) {
        const t = draw(`t${seed}`, shape, dtype)
        const output = slice(t, begin)
        const dOut = draw(`d${seed}`, output.shape, dtype)
        const backward = () => [sliceBackward(dOut, t, begin)]
        const inTf = ([input]: tf.Tensor[]) => tf.slice(input, begin)
        if (dtype === 'float64') expectNumericGradients(() => slice(t, begin), dOut, [t], backward)
        else expectLikeTf({ inputs: [t], output, dOut, gradients: backward(), inTf })
      }
    }),
    { ...drawn, numRuns: 10 },
  )
})

test('misfits of the backward are ShapeErrors', () => {
  expect(shapeErrorOf(() => sliceBackward(draw(1, [2, 2]), draw(2, [3, 2]), 1, 1)).message).toBe(
    'sliceBackward: dOut must be of shape [1, 2]; got [2, 2]',
  )
  expect(shapeErrorOf(() => sliceBackward(draw(1, [1, 2]), draw(2, [3, 2]), 4)).message).toBe(
    'sliceBackward: begin must be inside shape [3, 2]; got [4]',
  )
})
