import { describe, expect, test } from '@jest/globals'
import 'grade-descent/jest'
import { tensor, type Tensor } from 'grade-descent/student'
import {
  relu,
  reluBackward,
  sigmoid,
  sigmoidBackward,
  softmax,
  softmaxBackward,
  tanh,
  tanhBackward,
} from './activations.ts'

// A first check on small numbers that you can follow by hand. The grader asks more: npm run grade -- 1

const row = (...values: number[]): Tensor => tensor(values, undefined, 'float64')

const x = tensor(
  [
    [0.5, -1.25, 2],
    [-0.75, 3, 0.125],
  ],
  undefined,
  'float64',
)

describe('sigmoid', () => {
  test('is one half at 0 and 0.8808 at 2', () => {
    expect(sigmoid(row(0, 2, -2))).toBeCloseToTensor([0.5, 0.8807970779778823, 0.11920292202211755])
  })

  test('ends at 0 and 1, without NaN', () => {
    expect(sigmoid(row(-1000, 1000))).toBeCloseToTensor([0, 1])
  })

  test('keeps the shape', () => {
    expect(sigmoid(x).shape).toEqual([2, 3])
  })
})

describe('sigmoidBackward', () => {
  test('has a quarter of dOut at 0', () => {
    expect(sigmoidBackward(row(1, -2), row(0, 0))).toBeCloseToTensor([0.25, -0.5])
  })

  test('matches the numeric gradient', () => {
    expect(sigmoidBackward).toMatchNumericGradient(sigmoid, x)
  })
})

describe('relu', () => {
  test('lets 2 through and stops -2', () => {
    expect(relu(row(2, -2, 0, 0.5))).toBeCloseToTensor([2, 0, 0, 0.5])
  })
})

describe('reluBackward', () => {
  test('lets the gradient through where x is positive; at 0 it does not', () => {
    expect(reluBackward(row(5, 5, 5, -5), row(2, -2, 0, 1))).toBeCloseToTensor([5, 0, 0, -5])
  })

  test('matches the numeric gradient away from 0', () => {
    expect(reluBackward).toMatchNumericGradient(relu, x)
  })
})

describe('tanh', () => {
  test('has the values of the tables', () => {
    expect(tanh(row(0, 0.5, 1, -1))).toBeCloseToTensor([0, 0.46211715726, 0.761594155956, -0.761594155956])
  })

  test('ends at -1 and 1, without NaN', () => {
    expect(tanh(row(-1000, 1000))).toBeCloseToTensor([-1, 1])
  })
})

describe('tanhBackward', () => {
  test('has the slope 1 at 0 and 0.42 at 1', () => {
    expect(tanhBackward(row(1, 1), row(0, 1))).toBeCloseToTensor([1, 0.419974341614])
  })

  test('matches the numeric gradient', () => {
    expect(tanhBackward).toMatchNumericGradient(tanh, x)
  })
})

describe('softmax', () => {
  test('makes a distribution of each row', () => {
    const twoRows = tensor(
      [
        [1, 2, 3],
        [7, 7, 7],
      ],
      undefined,
      'float64',
    )
    expect(softmax(twoRows)).toBeCloseToTensor([
      [0.09003057317, 0.2447284711, 0.6652409558],
      [1 / 3, 1 / 3, 1 / 3],
    ])
  })

  test('does not overflow', () => {
    expect(softmax(row(1000, 1000, -1000))).toBeCloseToTensor([0.5, 0.5, 0])
  })
})

describe('softmaxBackward', () => {
  test('gives no gradient where dOut is the same all along the row', () => {
    expect(softmaxBackward(row(3, 3, 3), row(0, 1, 2))).toBeCloseToTensor([0, 0, 0])
  })

  test('matches the numeric gradient', () => {
    expect(softmaxBackward).toMatchNumericGradient(softmax, x)
  })
})
