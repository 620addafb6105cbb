import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import * as binary from '../../../reference-engine/primitives/binary.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import {
  build,
  copyOf,
  draw,
  drawn,
  entryAt,
  expectClose,
  float64,
  int32,
  seeds,
  shapeErrorOf,
  shapes,
} from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const { where, ...pairwise } = binary
type Name = keyof typeof pairwise
const names = Object.keys(pairwise) as Name[]

const scalar: { [name in Name]: (x: number, y: number) => number } = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  maximum: (x, y) => (x > y ? x : y),
  minimum: (x, y) => (x < y ? x : y),
  pow: (x, y) => Math.exp(y * Math.log(x)),
  greater: (x, y) => Number(x > y),
  greaterEqual: (x, y) => Number(x >= y),
  less: (x, y) => Number(x < y),
  lessEqual: (x, y) => Number(x <= y),
  equal: (x, y) => Number(x === y),
}

/** Some extents become 1 and some leading axes are dropped. */
function narrowed(shape: readonly number[], ones: number, dropped: number): number[] {
  return shape.map((extent, axis) => ((ones >> axis) & 1 ? 1 : extent)).slice(Math.min(dropped, shape.length))
}

/** The entry that broadcasting puts at an index of the result. */
function broadcastEntry(t: Tensor, index: readonly number[]): number {
  const own = index.slice(index.length - t.shape.length)
  return entryAt(
    t,
    own.map((position, axis) => (t.shape[axis] === 1 ? 0 : position)),
  )
}

/** Two shapes that broadcast to `shape`: an axis is narrowed or dropped in one of them at most. */
const pairs = fc
  .record({
    shape: shapes,
    onesA: fc.nat(15),
    onesB: fc.nat(15),
    dropped: fc.nat(2),
    seed: seeds,
    swapped: fc.boolean(),
  })
  .map(({ shape, onesA, onesB, dropped, seed, swapped }) => {
    const leadingAxes = (1 << dropped) - 1
    const one = narrowed(shape, onesA & ~onesB, dropped)
    const other = narrowed(shape, onesB & ~onesA & ~leadingAxes, 0)
    return { shape, seed, shapeA: swapped ? other : one, shapeB: swapped ? one : other }
  })

function positive(t: Tensor): Tensor {
  return { ...t, data: t.data.map((value) => Math.abs(value) + (t.dtype === 'int32' ? 1 : 0.5)) }
}

describe.each(names)('%s', (name) => {
  test('works entry by entry, broadcasting, in float64', () => {
    fc.assert(
      fc.property(pairs, ({ shape, shapeA, shapeB, seed }) => {
        const drawnA = draw(`a${seed}`, shapeA)
        const a = name === 'pow' ? positive(drawnA) : drawnA
        const b = draw(`b${seed}`, shapeB)
        const expected = build(shape, (index) => scalar[name](broadcastEntry(a, index), broadcastEntry(b, index)))
        expectClose(pairwise[name](a, b), expected, 1e-13)
      }),
      drawn,
    )
  })

  test.each<[DType, DType]>([
    ['float32', 'float32'],
    ['int32', 'float32'],
    ['int32', 'int32'],
  ])('agrees with tf.js for %s and %s, dtype too', (typeA, typeB) => {
    fc.assert(
      fc.property(pairs, ({ shapeA, shapeB, seed }) => {
        const drawnA = draw(`a${seed}`, shapeA, typeA)
        const a = name === 'pow' ? positive(drawnA) : drawnA
        const drawnB = draw(`b${seed}`, shapeB, typeB)
        const b = typeB === 'int32' ? positive(drawnB) : drawnB // no division by zero
        const actual = pairwise[name](a, b)
        const expected = fromTf(tf.tidy(() => tf[name](toTf(a), toTf(b))))
        expect(actual.dtype).toBe(expected.dtype)
        expectClose(actual, expected)
      }),
      { ...drawn, numRuns: 12 },
    )
  })

  test('takes numbers on either side', () => {
    const t = float64([0.5, 1, 2])
    expectClose(pairwise[name](t, 2), { shape: [3], data: [0.5, 1, 2].map((x) => scalar[name](x, 2)) })
    expectClose(pairwise[name](2, t), { shape: [3], data: [0.5, 1, 2].map((x) => scalar[name](2, x)) })
    expectClose(pairwise[name](3, 2), { shape: [], data: [scalar[name](3, 2)] })
  })

  test('leaves its arguments alone and gives a tensor of its own', () => {
    const a = float64([1, 2], [1, 2])
    const b = float64([3, 4], [1, 2])
    const before = [copyOf(a), copyOf(b)]
    const result = pairwise[name](a, b)
    result.data.fill(9)
    expect([a, b]).toEqual(before)
    expect(result.shape).not.toBe(a.shape)
  })

  test('shapes that do not broadcast are a ShapeError', () => {
    const error = shapeErrorOf(() => pairwise[name](float64([1, 2, 3, 4, 5, 6], [2, 3]), float64([1, 2])))
    expect(error.message).toBe(`${name}: b must be of a shape that broadcasts with [2, 3]; got [2]`)
  })
})

describe('dtypes', () => {
  const [float32, double, whole] = (['float32', 'float64', 'int32'] as const).map((dtype) => draw(1, [2], dtype))

  test('the widest wins', () => {
    expect(binary.add(float32, double).dtype).toBe('float64')
    expect(binary.add(double, whole).dtype).toBe('float64')
    expect(binary.add(float32, whole).dtype).toBe('float32')
    expect(binary.add(whole, whole).dtype).toBe('int32')
  })

  test('a number leaves a floating dtype as it is and makes int32 float32', () => {
    expect(binary.mul(float32, 0.5).dtype).toBe('float32')
    expect(binary.mul(0.5, double).dtype).toBe('float64')
    expect(binary.mul(whole, 0.5).dtype).toBe('float32')
    expect(binary.add(1, 2).dtype).toBe('float32')
  })

  test('a number is not rounded to float32 on its way into float64', () => {
    expect(binary.mul(float64([1]), 0.1).data[0]).toBe(0.1)
  })

  test('comparisons are int32', () => {
    expect(binary.greater(double, 0).dtype).toBe('int32')
  })

  test('int32 is divided downwards', () => {
    expect([...binary.div(int32([7, -7]), int32([2, 2])).data]).toEqual([3, -4])
    expect(() => binary.div(int32([7, 7]), int32([2, 0]))).toThrow(
      'div: b must be without 0, which int32 can not be divided by; got 0 at entry 1',
    )
  })
})

test.each(names)('%s takes empty tensors, and says what is none', (name) => {
  expect(pairwise[name](float64([], [0, 3]), float64([1, 2, 3])).shape).toEqual([0, 3])
  expect(() => pairwise[name](float64([1]), undefined as never)).toThrow(`${name}: b must be a tensor; got undefined`)
  expect(() => pairwise[name]([1] as never, 2)).toThrow(`${name}: a must be a tensor; got an array`)
})

test('NaN and infinity pass through', () => {
  expect([...binary.maximum(float64([NaN, -Infinity]), 0).data]).toEqual([NaN, 0])
  expect([...binary.div(float64([1, -1, 0]), 0).data]).toEqual([Infinity, -Infinity, NaN])
  expect([...binary.equal(float64([NaN]), NaN).data]).toEqual([0])
})

describe('where', () => {
  test('chooses entry by entry, broadcasting', () => {
    fc.assert(
      fc.property(pairs, ({ shape, shapeA, shapeB, seed }) => {
        const condition = binary.greater(draw(`c${seed}`, shapeB), 0)
        const a = draw(`a${seed}`, shapeA)
        const b = draw(`b${seed}`, shape)
        const expected = build(shape, (index) => broadcastEntry(broadcastEntry(condition, index) === 1 ? a : b, index))
        expectClose(where(condition, a, b), expected, 0)
      }),
      drawn,
    )
  })

  test('agrees with tf.js', () => {
    const condition = int32([1, 0, 0, 1, 1, 0], [2, 3])
    const [a, b] = [draw(1, [2, 3], 'float32'), draw(2, [3], 'float32')]
    const expected = fromTf(tf.where(toTf(condition).toBool(), toTf(a), toTf(b)))
    expectClose(where(condition, a, b), expected, 0)
  })

  test('takes numbers, whose dtype is that of the other side', () => {
    const result = where(int32([1, 0]), float64([0.1, 0.2]), 0)
    expect(result).toEqual({ shape: [2], dtype: 'float64', data: Float64Array.of(0.1, 0) })
    expect(where(int32([1, 0]), 1, 2).dtype).toBe('float32')
  })

  test('what is not chosen does not matter', () => {
    expect([...where(int32([0, 1]), float64([NaN, 1]), 0).data]).toEqual([0, 1])
  })

  test('names the argument that does not fit', () => {
    const condition = int32([1, 0])
    expect(shapeErrorOf(() => where(condition, float64([1, 2, 3]), 0)).message).toBe(
      'where: a must be of a shape that broadcasts with [2]; got [3]',
    )
    expect(shapeErrorOf(() => where(condition, 0, float64([1, 2, 3]))).message).toBe(
      'where: b must be of a shape that broadcasts with [2]; got [3]',
    )
  })
})
