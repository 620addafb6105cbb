import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { abs, clone, exp, log, neg, sign, sqrt, square } from '../../../reference-engine/primitives/unary.ts'
import type { DType } from '../../../reference-engine/tensor.ts'
import { exact } from '../scalar-oracle.ts'
import { copyOf, draw, drawn, expectClose, float64, int32, seeds, shapes } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const operations = { neg, exp, log, sqrt, square, abs, sign }
const formulas = {
  neg: '-x',
  exp: 'exp(x)',
  log: 'log(x)',
  sqrt: 'sqrt(x)',
  square: 'x^2',
  abs: 'abs(x)',
  sign: 'sign(x)',
}
const names = Object.keys(operations) as (keyof typeof operations)[]

describe.each(names)('%s', (name) => {
  const positiveOnly = name === 'log' || name === 'sqrt'

  test.each([1e-8, 0.1, 1, 2.5, 30])('is right to the last digits at %d and its opposite', (x) => {
    for (const value of positiveOnly ? [x] : [x, -x]) {
      const expected = exact(formulas[name], { x: value })
      expect(Math.abs(operations[name](float64([value])).data[0] - expected)).toBeLessThanOrEqual(
        4e-16 * Math.abs(expected),
      )
    }
  })

  test('agrees with tf.js on any shape', () => {
    const dtypes = fc.constantFrom<DType>(
      ...(positiveOnly ? ['float32' as const] : ['float32' as const, 'int32' as const]),
    )
    fc.assert(
      fc.property(shapes, seeds, dtypes, (shape, seed, dtype) => {
        const t = draw(seed, shape, dtype)
        const x = positiveOnly ? { ...t, data: t.data.map((value) => Math.abs(value) + 1) } : t
        const before = copyOf(x)
        const actual = operations[name](x)
        const expected = fromTf(tf.tidy(() => tf[name](toTf(x))))
        expectClose(actual, expected, 1e-5)
        expect(x).toEqual(before)
      }),
      { ...drawn, numRuns: 15 },
    )
  })

  test('says what is no tensor', () => {
    expect(() => operations[name](3 as never)).toThrow(`${name}: t must be a tensor; got 3`)
    expect(operations[name](float64([], [0, 2])).shape).toEqual([0, 2])
  })

  test('keeps float64 and makes int32 float32 only where the result is not whole', () => {
    const whole = ['neg', 'square', 'abs', 'sign'].includes(name)
    expect(operations[name](float64([1])).dtype).toBe('float64')
    expect(operations[name](int32([1])).dtype).toBe(whole ? 'int32' : 'float32')
  })
})

test('the edges of exp, log and sqrt are those of IEEE 754', () => {
  expect([...exp(float64([1000, -1000])).data]).toEqual([Infinity, 0])
  expect([...log(float64([0, -1])).data]).toEqual([-Infinity, NaN])
  expect([...sqrt(float64([-1])).data]).toEqual([NaN])
})

test('clone shares nothing', () => {
  const t = float64([1, 2], [2, 1])
  const copy = clone(t)
  expect(copy).toEqual(t)
  copy.data[0] = 9
  expect(t.data[0]).toBe(1)
  expect(copy.shape).not.toBe(t.shape)
})
