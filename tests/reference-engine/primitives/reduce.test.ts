import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { argMax, max, mean, min, sum } from '../../../reference-engine/primitives/reduce.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import {
  build,
  copyOf,
  draw,
  drawn,
  entryAt,
  expectClose,
  float64,
  indicesOf,
  int32,
  seeds,
  shapeErrorOf,
  shapes,
} from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const reductions = { sum, mean, max, min }
const names = Object.keys(reductions) as (keyof typeof reductions)[]
const naive: { [name in keyof typeof reductions]: (values: number[]) => number } = {
  sum: (values) => values.reduce((total, value) => total + value, 0),
  mean: (values) => values.reduce((total, value) => total + value / values.length, 0),
  max: (values) => values.reduce((largest, value) => (value > largest ? value : largest)),
  min: (values) => values.reduce((smallest, value) => (value < smallest ? value : smallest)),
}

/** A shape, a subset of its axes in any order, some counted from the end. */
const cases = shapes.chain((shape) =>
  fc.record({
    shape: fc.constant(shape),
    axes: fc.shuffledSubarray(shape.map((_, axis) => axis)),
    fromEnd: fc.boolean(),
    keepDims: fc.boolean(),
    seed: seeds,
  }),
)

function reducedShape(shape: readonly number[], axes: readonly number[], keepDims: boolean): number[] {
  return keepDims
    ? shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    : shape.filter((_, axis) => !axes.includes(axis))
}

/** Every entry of `t` whose index agrees with `index` outside the reduced axes. */
function entriesFor(t: Tensor, axes: readonly number[], index: readonly number[], keepDims: boolean): number[] {
  const kept = t.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis))
  return indicesOf(t.shape)
    .filter((own) => kept.every((axis, position) => own[axis] === index[keepDims ? axis : position]))
    .map((own) => entryAt(t, own))
}

describe.each(names)('%s', (name) => {
  test('reduces any axes in float64', () => {
    fc.assert(
      fc.property(cases, ({ shape, axes, fromEnd, keepDims, seed }) => {
        const t = draw(seed, shape)
        const before = copyOf(t)
        const given = fromEnd ? axes.map((axis) => axis - shape.length) : axes
        const expected = build(reducedShape(shape, axes, keepDims), (index) =>
          naive[name](entriesFor(t, axes, index, keepDims)),
        )
        expectClose(reductions[name](t, given, keepDims), expected, 1e-13)
        expect(t).toEqual(before)
      }),
      drawn,
    )
  })

  test('agrees with tf.js, dtype too', () => {
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom('float32' as const, 'int32' as const),
        ({ shape, axes, keepDims, seed }, dtype) => {
          fc.pre(axes.length > 0)
          const t = draw(seed, shape, dtype)
          const actual = reductions[name](t, axes, keepDims)
          const expected = fromTf(tf.tidy(() => tf[name](toTf(t), axes, keepDims)))
          expect(actual.dtype).toBe(expected.dtype)
          expectClose(actual, expected)
        },
      ),
      { ...drawn, numRuns: 20 },
    )
  })

  test('all axes unless told; one axis as a number', () => {
    const t = float64([1, 2, 3, 5, 8, 13], [2, 3])
    expectClose(reductions[name](t), { shape: [], data: [naive[name]([1, 2, 3, 5, 8, 13])] })
    expectClose(reductions[name](t, undefined, true), { shape: [1, 1], data: [naive[name]([1, 2, 3, 5, 8, 13])] })
    expectClose(reductions[name](t, 1), { shape: [2], data: [naive[name]([1, 2, 3]), naive[name]([5, 8, 13])] })
    expectClose(reductions[name](t, -2), {
      shape: [3],
      data: [
        [1, 5],
        [2, 8],
        [3, 13],
      ].map(naive[name]),
    })
  })

  test('a scalar is its own reduction', () => {
    expectClose(reductions[name](float64([4], [])), { shape: [], data: [4] })
  })

  test.each([
    [2, `${name}: axis must be a whole number from -2 to 1; got 2 for shape [2, 3]`],
    [-3, `${name}: axis must be a whole number from -2 to 1; got -3 for shape [2, 3]`],
    [0.5, `${name}: axis must be a whole number from -2 to 1; got 0.5 for shape [2, 3]`],
    [[1, -1], `${name}: axes must be different axes; got [1, -1]`],
  ])('axis %j is a ShapeError', (axes, message) => {
    expect(shapeErrorOf(() => reductions[name](draw(1, [2, 3]), axes)).message).toBe(message)
  })

  test('a scalar has no axis', () => {
    expect(shapeErrorOf(() => reductions[name](float64([4], []), 0)).message).toBe(
      `${name}: axis must be left out for a scalar; got 0 for shape []`,
    )
  })
})

test('of nothing the sum is 0, the mean NaN; there is no largest or smallest entry, and no place of one', () => {
  const none = draw(1, [2, 0])
  expect([...sum(none, 1).data]).toEqual([0, 0])
  expect([...mean(none, 1).data]).toEqual([NaN, NaN])
  for (const reduction of [max, min, argMax]) {
    expect(shapeErrorOf(() => reduction(none, 1)).message).toBe(
      `${reduction.name}: t must be of at least one entry along the axes; got [2, 0]`,
    )
    expect(reduction(none, 0).shape).toEqual([0])
  }
})

test.each([sum, mean, max, min, argMax])('%p says what is no tensor', (reduction) => {
  expect(() => reduction(undefined as never)).toThrow(`${reduction.name}: t must be a tensor; got undefined`)
})

test('max and min do not hide NaN', () => {
  expect(max(float64([1, NaN, 2])).data[0]).toBeNaN()
  expect(min(float64([1, NaN, 2])).data[0]).toBeNaN()
})

test('a long float32 sum is added up in double precision', () => {
  const t: Tensor = { shape: [100000], dtype: 'float32', data: new Float32Array(100000).fill(0.1) as Tensor['data'] }
  expect(Math.abs(sum(t).data[0] - 10000)).toBeLessThan(0.001)
})

describe('argMax', () => {
  test('agrees with tf.js along any axis', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.nat(3), (shape, seed, pick) => {
        const axis = pick % shape.length
        const t = draw(seed, shape, 'float32')
        const actual = argMax(t, axis)
        expect(actual.dtype).toBe('int32')
        expectClose(actual, fromTf(tf.tidy(() => tf.argMax(toTf(t), axis))))
        expectClose(argMax(t, axis - shape.length), actual)
      }),
      drawn,
    )
  })

  test('the first axis unless told, and the first of equals', () => {
    expect([...argMax(float64([1, 5, 3, 2], [2, 2])).data]).toEqual([1, 0])
    expect([...argMax(int32([2, 7, 7, 1])).data]).toEqual([1])
    expect([...argMax(float64([-2, -1], [1, 2]), 1).data]).toEqual([1])
  })

  test('keepDims leaves an extent of 1', () => {
    expect(argMax(draw(1, [2, 3]), 1, true).shape).toEqual([2, 1])
  })

  test('no such axis is a ShapeError', () => {
    expect(shapeErrorOf(() => argMax(draw(1, [2, 3]), 2)).message).toBe(
      'argMax: axis must be a whole number from -2 to 1; got 2 for shape [2, 3]',
    )
  })
})
