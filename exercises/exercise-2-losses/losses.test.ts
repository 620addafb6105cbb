import { describe, expect, test } from '@jest/globals'
import 'grade-descent/jest'
import { mul, tensor, type Tensor } from 'grade-descent/student'
import {
  crossEntropy,
  crossEntropyBackward,
  meanSquaredError,
  meanSquaredErrorBackward,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
} from './losses.ts'

// The handout's worked example, and numeric gradients of your own losses. The grader asks more: npm run grade -- 2

const float64 = (values: Parameters<typeof tensor>[0]): Tensor => tensor(values, undefined, 'float64')

const prediction = float64([
  [0.5, 2],
  [-1, 1.5],
  [3, 0],
])
const target = float64([
  [1, 1],
  [-1, 0],
  [2.5, 1],
])
const probabilities = float64([
  [0.2, 0.7, 0.1],
  [0.5, 0.25, 0.25],
])
const oneHot = float64([
  [0, 1, 0],
  [1, 0, 0],
])
const logits = float64([
  [2, 1, 0],
  [0, 0, 3],
])
const labels = tensor(Int32Array.of(0, 1))

describe('meanSquaredError', () => {
  test('is the mean over all six elements', () => {
    expect(meanSquaredError(prediction, target)).toBeCloseTo(4.75 / 6, 12)
  })

  test('is 0 where the prediction is right', () => {
    expect(meanSquaredError(target, target)).toBe(0)
  })
})

describe('meanSquaredErrorBackward', () => {
  test('is positive where the prediction is too high', () => {
    expect(meanSquaredErrorBackward(float64([3, 0, 0, 0]), float64([1, 0, 0, 0]))).toBeCloseToTensor([1, 0, 0, 0])
  })

  test('matches the numeric gradient', () => {
    expect(gradientOf((values) => meanSquaredErrorBackward(values, target))).toMatchNumericGradient(
      lossOf((values) => meanSquaredError(values, target)),
      prediction,
    )
  })
})

describe('crossEntropy', () => {
  test('is the mean surprise over the two samples', () => {
    expect(crossEntropy(probabilities, oneHot)).toBeCloseTo((-Math.log(0.7) - Math.log(0.5)) / 2, 6)
  })

  test('is a number where the probability of another class is 0', () => {
    expect(crossEntropy(float64([[0.5, 0.5, 0]]), float64([[1, 0, 0]]))).toBeCloseTo(Math.LN2, 6)
  })
})

describe('crossEntropyBackward', () => {
  test('matches the numeric gradient', () => {
    expect(gradientOf((values) => crossEntropyBackward(values, oneHot))).toMatchNumericGradient(
      lossOf((values) => crossEntropy(values, oneHot)),
      probabilities,
    )
  })
})

describe('softmaxCrossEntropy', () => {
  test('is ln 2 where two classes are equally likely', () => {
    expect(softmaxCrossEntropy(float64([[5, 5]]), tensor(Int32Array.of(1)))).toBeCloseTo(Math.LN2, 6)
  })

  test('gives the numbers of the worked example', () => {
    expect(softmaxCrossEntropy(logits, labels)).toBeCloseTo(1.7512644604326706, 5)
  })

  test('does not overflow', () => {
    expect(softmaxCrossEntropy(float64([[1000, 0]]), tensor(Int32Array.of(1)))).toBeCloseTo(1000, 6)
    expect(softmaxCrossEntropy(float64([[-1000, -1000]]), tensor(Int32Array.of(0)))).toBeCloseTo(Math.LN2, 6)
  })
})

describe('softmaxCrossEntropyBackward', () => {
  test('sums to 0 along each row', () => {
    const { data } = softmaxCrossEntropyBackward(logits, labels)
    expect(data[0] + data[1] + data[2]).toBeCloseTo(0, 12)
  })

  test('matches the numeric gradient', () => {
    expect(gradientOf((values) => softmaxCrossEntropyBackward(values, labels))).toMatchNumericGradient(
      lossOf((values) => softmaxCrossEntropy(values, labels)),
      logits,
    )
  })
})

/** A loss as a tensor of one entry: the matcher contracts it with a number of its own. */
function lossOf(loss: (values: Tensor) => number): (values: Tensor) => Tensor {
  return (values) => float64([loss(values)])
}

function gradientOf(backward: (values: Tensor) => Tensor): (dLoss: Tensor, values: Tensor) => Tensor {
  return (dLoss, values) => mul(backward(values), dLoss.data[0])
}
