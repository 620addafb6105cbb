import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { embedding, embeddingBackward } from '../../../reference-engine/ops/embedding.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import {
  build,
  draw,
  drawn,
  entryAt,
  expectClose,
  extents,
  float64,
  int32,
  seeds,
  shapeErrorOf,
  shapes,
} from '../support.ts'
import { tf, toTf } from '../tfjs.ts'

const cases = fc.record({
  shape: shapes.map((shape) => shape.slice(0, 3)),
  rows: extents,
  columns: extents,
  seed: seeds,
})

function drawIndices(seed: number, shape: readonly number[], rows: number) {
  const noise = draw(`i${seed}`, shape)
  return int32(
    Array.from(noise.data, (value) => Math.floor(Math.abs(value) * 10) % rows),
    shape,
  )
}

test('is row by row the table; its backward agrees with differences, in float64', () => {
  fc.assert(
    fc.property(cases, ({ shape, rows, columns, seed }) => {
      const [indices, table] = [drawIndices(seed, shape, rows), draw(`t${seed}`, [rows, columns])]
      const dOut = draw(`d${seed}`, [...shape, columns])
      const expected = build(dOut.shape, (index) =>
        entryAt(table, [entryAt(indices, index.slice(0, -1)), index[shape.length]]),
      )
      expectClose(embedding(indices, table), expected, 0)
      const backward = () => [embeddingBackward(dOut, indices, table)]
      expectNumericGradients(() => embedding(indices, table), dOut, [table], backward)
    }),
    drawn,
  )
})

test('agrees with tf.js in float32, forward and backward', () => {
  fc.assert(
    fc.property(cases, ({ shape, rows, columns, seed }) => {
      const [indices, table] = [drawIndices(seed, shape, rows), draw(`t${seed}`, [rows, columns], 'float32')]
      const dOut = draw(`d${seed}`, [...shape, columns], 'float32')
      expectLikeTf({
        inputs: [table],
        output: embedding(indices, table),
        dOut,
        gradients: [embeddingBackward(dOut, indices, table)],
        inTf: ([weights]) => tf.gather(weights, toTf(indices) as tf.Tensor1D),
      })
    }),
    drawn,
  )
})

test('an index that stands twice gets both gradients, one that does not stand gets 0', () => {
  const dTable = embeddingBackward(draw(1, [3, 1]), int32([2, 0, 2]), draw(2, [4, 1]))
  const [first, second, third] = draw(1, [3, 1]).data
  expect([...dTable.data]).toEqual([second, 0, first + third, 0])
})

test('takes an empty batch', () => {
  const [none, table] = [int32([], [0, 5]), draw(1, [3, 2])]
  expect(embedding(none, table).shape).toEqual([0, 5, 2])
  expect([...embeddingBackward(draw(1, [0, 5, 2]), none, table).data]).toEqual([0, 0, 0, 0, 0, 0])
})

test('misfits are ShapeErrors', () => {
  const table = draw(1, [3, 2])
  expect(shapeErrorOf(() => embedding(int32([0, 3]), table)).message).toBe(
    'embedding: indices must be whole numbers from 0 to 2; got 3 at position [1]',
  )
  expect(shapeErrorOf(() => embedding(float64([0.5]), table)).message).toBe(
    'embedding: indices must be whole numbers from 0 to 2; got 0.5 at position [0]',
  )
  expect(() => embedding([0, 1] as never, table)).toThrow('embedding: indices must be a tensor; got an array')
  expect(shapeErrorOf(() => embedding(int32([0]), draw(1, [3]))).message).toBe(
    'embedding: table must be of rank 2, [V, D]; got [3]',
  )
  expect(shapeErrorOf(() => embeddingBackward(draw(1, [2, 3]), int32([0, 1]), table)).message).toBe(
    'embeddingBackward: dOut must be [2, 2] to match indices [2] and table [3, 2]; got [2, 3]',
  )
  expect(shapeErrorOf(() => embeddingBackward(draw(1, [1, 2]), int32([-1]), table)).functionName).toBe(
    'embeddingBackward',
  )
})
