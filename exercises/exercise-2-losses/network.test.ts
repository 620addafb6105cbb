import { describe, expect, test } from '@jest/globals'
import 'grade-descent/jest'
import { Random, tensor, type Tensor } from 'grade-descent/student'
import { dense, glorotUniform, heNormal, mlpForward } from './network.ts'

// A first check on small numbers that you can follow by hand. The grader asks more: npm run grade -- 2

const float64 = (values: Parameters<typeof tensor>[0]): Tensor => tensor(values, undefined, 'float64')

const x = float64([
  [1, 2],
  [-1, 1],
])
const hidden = {
  weights: float64([
    [0.5, -1, 2],
    [1, 1, -1],
  ]),
  bias: float64([0.5, 0, -1]),
}
const output = { weights: float64([[1], [-2], [3]]), bias: float64([0.25]) }

describe('glorotUniform', () => {
  test('has the shape [fanIn, fanOut] and stays within the limit', () => {
    const weights = glorotUniform(new Random(1), 30, 20)
    expect(weights.shape).toEqual([30, 20])
    const limit = Math.sqrt(6 / 50)
    const largest = Math.max(...weights.data)
    expect(largest).toBeLessThanOrEqual(limit + 1e-6)
    expect(largest).toBeGreaterThan(0.9 * limit)
    expect(Math.min(...weights.data)).toBeLessThan(-0.9 * limit)
  })

  test('gives the same numbers for the same seed', () => {
    expect(glorotUniform(new Random(1), 3, 2)).toBeCloseToTensor(glorotUniform(new Random(1), 3, 2))
  })
})

describe('heNormal', () => {
  test('has the shape [fanIn, fanOut] and a standard deviation near sqrt(2 / fanIn)', () => {
    const weights = heNormal(new Random(2), 50, 40)
    expect(weights.shape).toEqual([50, 40])
    const variance = weights.data.reduce((total, value) => total + value * value, 0) / weights.data.length
    // sqrt(2 / 50) is 0.2; a truncated normal may have 0.88 of it.
    expect(Math.sqrt(variance)).toBeGreaterThan(0.16)
    expect(Math.sqrt(variance)).toBeLessThan(0.22)
  })
})

describe('dense', () => {
  test('gives the numbers of the worked example', () => {
    expect(dense(x, hidden)).toBeCloseToTensor([
      [3, 1, -1],
      [1, 2, -4],
    ])
  })

  test('takes a batch of one', () => {
    expect(dense(float64([[1, 2]]), hidden)).toBeCloseToTensor([[3, 1, -1]])
  })
})

describe('mlpForward', () => {
  test('has a ReLU between the layers', () => {
    expect(mlpForward([hidden, output], x)).toBeCloseToTensor([[1.25], [-2.75]])
  })

  test('has none after the last, and so none at all with one layer', () => {
    expect(mlpForward([hidden], x)).toBeCloseToTensor([
      [3, 1, -1],
      [1, 2, -4],
    ])
  })
})
