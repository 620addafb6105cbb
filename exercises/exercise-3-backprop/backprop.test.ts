import { describe, expect, test } from '@jest/globals'
import 'grade-descent/jest'
import { dense, meanSquaredError, mul, tensor, type Tensor } from 'grade-descent/student'
import {
  denseBackward,
  gradientDescentStep,
  mlpBackward,
  mlpForwardWithCache,
  networkBackward,
  networkForward,
  train,
  type NetworkParameters,
} from './backprop.ts'

// The handout's worked example, and numeric gradients of your own forward. The grader asks more: npm run grade -- 3

const float64 = (values: Parameters<typeof tensor>[0]): Tensor => tensor(values, undefined, 'float64')

const x = float64([
  [1, 2],
  [-1, 1],
  [1, -1],
])
const target = float64([[1], [0], [1]])
const parameters: NetworkParameters = {
  weights1: float64([
    [0.5, -1, -1],
    [0.5, 1, 0.5],
  ]),
  bias1: float64([0.5, 0, -0.5]),
  weights2: float64([[1], [-1], [0.5]]),
  bias2: float64([-0.5]),
}

describe('denseBackward', () => {
  const layer = { weights: parameters.weights1, bias: parameters.bias1 }
  const dOut = float64([
    [1, 0, 2],
    [0, -1, 1],
    [3, 1, 0],
  ])

  test('gives the three gradients of a small layer', () => {
    const { dX, gradients } = denseBackward(dOut, x, layer)
    expect(dX).toBeCloseToTensor([
      [-1.5, 1.5],
      [0, -0.5],
      [0.5, 2.5],
    ])
    expect(gradients.weights).toBeCloseToTensor([
      [4, 2, 1],
      [-1, -2, 5],
    ])
    expect(gradients.bias).toBeCloseToTensor([4, 0, 3])
  })

  test('matches the numeric gradients', () => {
    const { weights, bias } = layer
    expect((dY: Tensor, input: Tensor) => denseBackward(dY, input, layer).dX).toMatchNumericGradient(
      (input) => dense(input, layer),
      x,
    )
    expect(
      (dY: Tensor, moved: Tensor) => denseBackward(dY, x, { weights: moved, bias }).gradients.weights,
    ).toMatchNumericGradient((moved) => dense(x, { weights: moved, bias }), weights)
    expect(
      (dY: Tensor, moved: Tensor) => denseBackward(dY, x, { weights, bias: moved }).gradients.bias,
    ).toMatchNumericGradient((moved) => dense(x, { weights, bias: moved }), bias)
  })
})

describe('networkForward', () => {
  test('gives the four tensors of the worked example', () => {
    const { z1, a1, z2, prediction } = networkForward(parameters, x)
    expect(z1).toBeCloseToTensor([
      [2, 1, -0.5],
      [0.5, 2, 1],
      [0.5, -2, -2],
    ])
    expect(a1).toBeCloseToTensor([
      [2, 1, 0],
      [0.5, 2, 1],
      [0.5, 0, 0],
    ])
    expect(z2).toBeCloseToTensor([[0.5], [-1.5], [0]])
    expect(prediction).toBeCloseToTensor([[0.6224593312018546], [0.18242552380635635], [0.5]])
  })
})

describe('networkBackward', () => {
  test('gives the gradients of the worked example', () => {
    const gradients = networkBackward(parameters, networkForward(parameters, x), x, target)
    expect(gradients.weights2).toBeCloseToTensor([
      [-0.15089523835191912],
      [-0.022871479592704448],
      [0.01813874642852673],
    ])
    expect(gradients.bias2).toBeCloseToTensor([-0.12434355935456451])
    expect(gradients.weights1).toBeCloseToTensor([
      [-0.16062105221161796, 0.07728771887828463, -0.009069373214263364],
      [-0.016825865137655757, 0.10015919847098909, 0.009069373214263364],
    ])
    expect(gradients.bias1).toBeCloseToTensor([-0.12434355935456451, 0.04101022602123118, 0.009069373214263364])
  })

  test.each(['weights1', 'bias1', 'weights2', 'bias2'] as const)('matches the numeric gradient of %s', (name) => {
    const moved = (values: Tensor): NetworkParameters => ({ ...parameters, [name]: values })
    const loss = (values: Tensor): Tensor =>
      float64([meanSquaredError(networkForward(moved(values), x).prediction, target)])
    const backward = (dLoss: Tensor, values: Tensor): Tensor =>
      mul(networkBackward(moved(values), networkForward(moved(values), x), x, target)[name], dLoss.data[0])
    expect(backward).toMatchNumericGradient(loss, parameters[name])
  })
})

describe('an MLP of three layers', () => {
  const layers = [
    { weights: parameters.weights1, bias: parameters.bias1 },
    {
      weights: float64([
        [1, -0.5],
        [0.25, 1],
        [-1, 2],
      ]),
      bias: float64([0.25, -0.125]),
    },
    {
      weights: float64([
        [1, -1],
        [0.5, 2],
      ]),
      bias: float64([0, 0.5]),
    },
  ]

  test('keeps the input, two hidden activations and the output', () => {
    const { activations } = mlpForwardWithCache(layers, x)
    expect(activations).toHaveLength(4)
    expect(activations[0]).toBeCloseToTensor(x)
    expect(activations[1]).toBeCloseToTensor([
      [2, 1, 0],
      [0.5, 2, 1],
      [0.5, 0, 0],
    ])
    expect(activations[2]).toBeCloseToTensor([
      [2.5, 0],
      [0.25, 3.625],
      [0.75, 0],
    ])
    expect(activations[3]).toBeCloseToTensor([
      [2.5, -2],
      [2.0625, 7.5],
      [0.75, -0.25],
    ])
  })

  test('has the numeric gradients of its input and of each weight matrix', () => {
    const forward = (movedLayers: typeof layers, input: Tensor): Tensor =>
      mlpForwardWithCache(movedLayers, input).activations[layers.length]
    const backward = (movedLayers: typeof layers, input: Tensor, dOut: Tensor) =>
      mlpBackward(movedLayers, mlpForwardWithCache(movedLayers, input), dOut)
    expect((dOut: Tensor, input: Tensor) => backward(layers, input, dOut).dX).toMatchNumericGradient(
      (input) => forward(layers, input),
      x,
    )
    for (const index of layers.keys()) {
      const moved = (weights: Tensor) => layers.map((layer, l) => (l === index ? { ...layer, weights } : layer))
      expect(
        (dOut: Tensor, weights: Tensor) => backward(moved(weights), x, dOut).gradients[index].weights,
      ).toMatchNumericGradient((weights) => forward(moved(weights), x), layers[index].weights)
    }
  })
})

describe('gradientDescentStep', () => {
  test('goes against the gradient', () => {
    expect(gradientDescentStep(float64([1, -2]), float64([4, -8]), 0.25)).toBeCloseToTensor([0, 0])
  })
})

describe('train', () => {
  test('makes the step of the handout', () => {
    const { parameters: after, losses } = train(parameters, x, target, { learningRate: 0.5, steps: 2 })
    expect(losses).toHaveLength(2)
    expect(losses[0]).toBeCloseTo(0.14193867611085811, 9)
    expect(losses[1]).toBeCloseTo(0.10025628757773923, 9)
    expect(after.bias2.shape).toEqual([1])
    expect(parameters.bias2).toBeCloseToTensor([-0.5])
  })
})
