import { expect, test } from '@jest/globals'
import { entryGradient, numericGradient, stepAt } from '../../../grader/checks/numeric-gradient.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { float64, mapped } from '../../support/run-check.ts'

const close = (actual: number, expected: number): boolean =>
  Math.abs(actual - expected) <= 1e-8 * Math.max(1, Math.abs(expected))

test('the derivative of exp is exp, of every entry', () => {
  const x = float64([-2, 0, 0.5, 3], [2, 2])
  const gradient = numericGradient((input) => mapped(input, Math.exp), x)
  expect(gradient.every((value, index) => close(value, Math.exp(x.data[index])))).toBe(true)
})

test('the upstream gradient weighs the outputs', () => {
  const x = float64([1, 2, 3])
  const gradient = numericGradient((input) => mapped(input, (value) => value ** 2), x, [1, -10, 0])
  expect(Array.from(gradient, (value) => Math.round(value * 1e6) / 1e6)).toEqual([2, -40, 0])
})

test('the difference that was really taken divides: large entries lose nothing', () => {
  const gradient = numericGradient(({ data }) => 3 * data[0], float64([123456789.123]))
  expect(close(gradient[0], 3)).toBe(true)
})

test('a function that hands out one array at every call is followed all the same', () => {
  const out = new Float64Array(1)
  const double = ({ data }: Tensor): Tensor => {
    out[0] = 2 * data[0]
    return { shape: [1], dtype: 'float64', data: out as Tensor['data'] }
  }
  expect(close(numericGradient(double, float64([5]))[0], 2)).toBe(true)
})

test('the entry is put back, also where the function throws', () => {
  const x = float64([1, 2])
  const fail = (): number[] => {
    throw new Error('no')
  }
  expect(() => entryGradient(fail, [1], x.data, 1, 1e-5)).toThrow('no')
  expect(Array.from(x.data)).toEqual([1, 2])
})

test('the step grows with the entry', () => {
  expect([0, -0.5, 1000, -1000].map(stepAt)).toEqual([1e-5, 1e-5, 1e-2, 1e-2])
})
