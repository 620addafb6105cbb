import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { gather, gatherBackward, oneHot } from '../../../reference-engine/primitives/gather.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, int32, seeds, shapeErrorOf, shapes } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const cases = shapes.chain((shape) =>
  fc.nat(shape.length - 1).chain((axis) =>
    fc.record({
      shape: fc.constant(shape),
      axis: fc.constant(axis),
      seed: seeds,
      indices: fc.array(fc.nat(shape[axis] - 1), { minLength: 1, maxLength: 5 }),
    }),
  ),
)

describe('gather', () => {
  test('takes the entries at the indices along any axis', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, seed, indices }) => {
        const t = draw(seed, shape)
        const expected = build(shape.with(axis, indices.length), (index) =>
          entryAt(t, index.with(axis, indices[index[axis]])),
        )
        expectClose(gather(t, Int32Array.from(indices), axis), expected, 0)
        expectClose(gather(t, indices, axis - shape.length), expected, 0)
      }),
      drawn,
    )
  })

  test('agrees with tf.js for indices of any shape', () => {
    const t = draw(1, [4, 3, 2], 'float32')
    const indices = int32([2, 0, 1, 1, 2, 0], [2, 3])
    for (const axis of [0, 1]) {
      expectClose(gather(t, indices, axis), fromTf(tf.gather(toTf(t), toTf(indices) as never, axis)), 0)
    }
  })

  test('labels keep their dtype', () => {
    expect(gather(int32([7, 8, 9]), [2, 0])).toEqual({ shape: [2], dtype: 'int32', data: Int32Array.of(9, 7) })
  })

  test.each([
    [[0, 2], 'gather: indices must be whole numbers from 0 to 1; got 2 at position [1]'],
    [[-1], 'gather: indices must be whole numbers from 0 to 1; got -1 at position [0]'],
    [[0.5], 'gather: indices must be whole numbers from 0 to 1; got 0.5 at position [0]'],
  ])('index %j is a ShapeError', (indices, message) => {
    expect(shapeErrorOf(() => gather(draw(1, [2, 3]), indices)).message).toBe(message)
  })

  test('takes no indices at all, and says what is none', () => {
    expect(gather(draw(1, [2, 3]), []).shape).toEqual([0, 3])
    expect(gather(draw(1, [0, 3]), [2], 1).shape).toEqual([0, 1])
    expect([...gatherBackward(draw(1, [0, 2]), draw(1, [1, 2]), []).data]).toEqual([0, 0])
    expect(() => gather(draw(1, [2, 3]), 1 as never)).toThrow('gather: indices must be a tensor; got 1')
  })

  test('no such axis is a ShapeError', () => {
    expect(shapeErrorOf(() => gather(draw(1, [2, 3]), [0], 2)).message).toBe(
      'gather: axis must be a whole number from -2 to 1; got 2 for shape [2, 3]',
    )
  })
})

describe('gatherBackward', () => {
  test('agrees with tf.js and with differences; an index that stands twice gets both gradients', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, seed, indices }) => {
        for (const dtype of ['float32', 'float64'] as const) {
          const t = draw(`t${seed}`, shape, dtype)
          const output = gather(t, indices, axis)
          const dOut = draw(`d${seed}`, output.shape, dtype)
          const backward = () => [gatherBackward(dOut, t, indices, axis)]
          const inTf = ([input]: tf.Tensor[]) => tf.gather(input, tf.tensor1d(indices, 'int32'), axis)
          if (dtype === 'float64') expectNumericGradients(() => gather(t, indices, axis), dOut, [t], backward)
          else expectLikeTf({ inputs: [t], output, dOut, gradients: backward(), inTf })
        }
      }),
      { ...drawn, numRuns: 10 },
    )
  })

  test('misfits are ShapeErrors', () => {
    expect(shapeErrorOf(() => gatherBackward(draw(1, [2, 2]), draw(2, [3, 2]), [0])).message).toBe(
      'gatherBackward: dOut must be of shape [1, 2]; got [2, 2]',
    )
    expect(shapeErrorOf(() => gatherBackward(draw(1, [1, 2]), draw(2, [3, 2]), [3])).message).toBe(
      'gatherBackward: indices must be whole numbers from 0 to 2; got 3 at position [0]',
    )
  })
})

describe('oneHot', () => {
  test('agrees with tf.js', () => {
    const labels = int32([2, 0, 1, 2])
    expectClose(oneHot(labels, 4), fromTf(tf.oneHot(toTf(labels), 4)), 0)
  })

  test('is float32 unless told', () => {
    expect(oneHot([1], 2)).toEqual({ shape: [1, 2], dtype: 'float32', data: Float32Array.of(0, 1) })
    expect(oneHot(Int32Array.of(0), 2, 'float64')).toEqual({
      shape: [1, 2],
      dtype: 'float64',
      data: Float64Array.of(1, 0),
    })
  })

  test('a depth that can not be says so', () => {
    for (const depth of [-1, 1.5, NaN]) {
      expect(() => oneHot([], depth)).toThrow(`oneHot: depth must be a whole number of 0 or more; got ${depth}`)
    }
  })

  test('a label that is no class is a ShapeError', () => {
    expect(shapeErrorOf(() => oneHot(int32([0, 3]), 3)).message).toBe(
      'oneHot: labels must be whole numbers from 0 to 2; got 3 at position [1]',
    )
    expect(shapeErrorOf(() => oneHot(float64([0.5]), 3)).argument).toBe('labels')
  })
})
