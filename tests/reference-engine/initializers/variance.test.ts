import { describe, expect, test } from '@jest/globals'
import { ones, zeros } from '../../../reference-engine/initializers/constant.ts'
import { glorotNormal } from '../../../reference-engine/initializers/glorot-normal.ts'
import { glorotUniform } from '../../../reference-engine/initializers/glorot-uniform.ts'
import { heNormal } from '../../../reference-engine/initializers/he-normal.ts'
import { heUniform } from '../../../reference-engine/initializers/he-uniform.ts'
import { fansOf, type Initializer } from '../../../reference-engine/initializers/initializer.ts'
import { lecunNormal } from '../../../reference-engine/initializers/lecun-normal.ts'
import { orthogonal } from '../../../reference-engine/initializers/orthogonal.ts'
import { randomUniform } from '../../../reference-engine/initializers/random-uniform.ts'
import { matMul } from '../../../reference-engine/primitives/mat-mul.ts'
import { reshape } from '../../../reference-engine/primitives/reshape.ts'
import { Random } from '../../../reference-engine/random.ts'
import { expectClose } from '../support.ts'

/** A normal cut off at 2 of its own standard deviations, brought to variance 1: where it ends, and its fourth moment. */
const truncated = { largest: 2 / 0.87962566103423978, fourth: 2.3655 }
const uniform = { largest: Math.sqrt(3), fourth: 9 / 5 }

describe.each<[string, Initializer, number, { largest: number; fourth: number }]>([
  ['glorotNormal', glorotNormal, Math.sqrt(2 / 250), truncated],
  ['glorotUniform', glorotUniform, Math.sqrt(2 / 250), uniform],
  ['lecunNormal', lecunNormal, Math.sqrt(1 / 50), truncated],
  ['heUniform', heUniform, Math.sqrt(2 / 50), uniform],
  ['randomUniform', randomUniform, 0.05 / Math.sqrt(3), uniform],
])('%s', (_, initializer, standardDeviation, { largest, fourth }) => {
  const weights = initializer(new Random('weights'), 50, 200)
  const values = [...weights.data].map((value) => value / standardDeviation)
  const moment = (power: number) => values.reduce((total, value) => total + value ** power, 0) / values.length

  test('is float32 [fanIn, fanOut], or of the shape told', () => {
    expect([weights.shape, weights.dtype, weights.data.length]).toEqual([[50, 200], 'float32', 10000])
    expect(initializer(new Random(1), 18, 36, [3, 3, 2, 4])).toMatchObject({
      shape: [3, 3, 2, 4],
      data: { length: 72 },
    })
  })

  test('has its standard deviation, its fourth moment and its ends', () => {
    expect(Math.abs(moment(1))).toBeLessThan(4 / 100)
    expect(Math.abs(moment(2) - 1)).toBeLessThan((4 * Math.sqrt(fourth - 1)) / 100)
    expect(Math.abs(moment(4) - fourth)).toBeLessThan(0.15)
    const reached = Math.max(...values.map(Math.abs))
    expect(reached).toBeLessThan(largest * (1 + 1e-6))
    expect(reached).toBeGreaterThan(0.98 * largest)
  })

  test('the seed decides', () => {
    expect(initializer(new Random('weights'), 50, 200)).toEqual(weights)
    expect(initializer(new Random('other'), 50, 200)).not.toEqual(weights)
  })
})

describe('orthogonal', () => {
  const identity = (size: number) => ({
    shape: [size, size],
    data: Array.from({ length: size * size }, (_, index) => Number(index % size === Math.floor(index / size))),
  })

  test.each([
    [[6, 6], false],
    [[9, 4], true],
    [[3, 3, 2, 5], true],
    [[1, 1], true],
  ])('the columns of %p are orthonormal', (shape) => {
    const weights = reshape(orthogonal(new Random('o'), 0, 0, shape), [-1, shape[shape.length - 1]])
    expectClose(matMul(weights, weights, true, false), identity(weights.shape[1]), 1e-6)
  })

  test('the rows of a wide one are orthonormal', () => {
    const weights = orthogonal(new Random('o'), 4, 9)
    expect(weights.shape).toEqual([4, 9])
    expectClose(matMul(weights, weights, false, true), identity(4), 1e-6)
  })

  test('the seed decides', () => {
    expect(orthogonal(new Random(1), 3, 3)).toEqual(orthogonal(new Random(1), 3, 3))
    expect(orthogonal(new Random(1), 3, 3)).not.toEqual(orthogonal(new Random(2), 3, 3))
  })
})

test('zeros and ones', () => {
  expect([...zeros(new Random(1), 1, 2).data]).toEqual([0, 0])
  expect([...ones(new Random(1), 2, 3, [3]).data]).toEqual([1, 1, 1])
})

test.each([
  [[5, 7], 5, 7],
  [[3, 2, 4, 6], 24, 36],
])('the fans of %p', (shape, fanIn, fanOut) => {
  expect(fansOf(shape)).toEqual({ fanIn, fanOut })
})

test.each<[string, Initializer]>([
  ['glorotNormal', glorotNormal],
  ['glorotUniform', glorotUniform],
  ['heNormal', heNormal],
  ['heUniform', heUniform],
  ['lecunNormal', lecunNormal],
  ['ones', ones],
  ['orthogonal', orthogonal],
  ['randomUniform', randomUniform],
  ['zeros', zeros],
])('%s makes a single weight, no weights at all, and refuses a shape that is none', (name, initializer) => {
  const one = initializer(new Random(1), 1, 1)
  expect([one.shape, one.data.length, one.dtype]).toEqual([[1, 1], 1, 'float32'])
  expect(initializer(new Random(1), 0, 3).data.length).toBe(0)
  expect(() => initializer(new Random(1), 2.5, 3)).toThrow(
    `${name}: shape must be [fanIn, fanOut] or other whole numbers of 0 or more; got [2.5, 3]`,
  )
  expect(() => initializer(new Random(1), 2, 3, [2, -1])).toThrow(`${name}: shape must be`)
})
