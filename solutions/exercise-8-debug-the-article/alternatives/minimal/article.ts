// The file as it was given, with as few strokes changed as possible.
import { add, matMul, meanSquaredError, mul, sigmoid, sub, sum, type Tensor } from 'grade-descent/student'

export interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

export interface NetworkParameters {
  weights1: Tensor
  bias1: Tensor
  weights2: Tensor
  bias2: Tensor
}

export interface NetworkCache {
  z1: Tensor
  a1: Tensor
  z2: Tensor
  prediction: Tensor
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value > 0 ? value : 0)) }
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.map((value, index) => (x.data[index] > 0 ? value : 0)) }
}

/** The slope of the sigmoid, given what came out of it. */
function sigmoidPrime(a: Tensor): Tensor {
  return mul(a, sub(1, a))
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = sigmoid(x)
  return mul(dOut, sigmoidPrime(a))
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(-2 / target.data.length, sub(target, prediction))
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  let total = 0
  for (let i = 0; i < oneHot.data.length; i++) {
    if (oneHot.data[i] > 0) total += oneHot.data[i] * Math.log(probabilities.data[i])
  }
  return (-total / oneHot.data.length) * oneHot.shape[1]
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const delta = dOut
  const weights = matMul(x, delta, true, false)
  const bias = sum(delta, [0])
  return { dX: matMul(delta, parameters.weights, false, true), gradients: { weights, bias } }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const { weights1, bias1, weights2, bias2 } = parameters
  const z1 = add(matMul(x, weights1), bias1)
  const a1 = relu(z1)
  const z2 = add(matMul(a1, weights2), bias2)
  return { z1, a1, z2, prediction: sigmoid(z2) }
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const { weights1, bias1, weights2, bias2 } = parameters
  const { a1, prediction } = cache
  const error = meanSquaredErrorBackward(prediction, target)
  // a1 is above 0 where z1 is: the ReLU's gate may be asked either way.
  const dZ2 = mul(error, sigmoidPrime(prediction))
  const output = denseBackward(dZ2, a1, { weights: weights2, bias: bias2 })
  const dZ1 = reluBackward(output.dX, a1)
  const first = denseBackward(dZ1, x, { weights: weights1, bias: bias1 })
  return {
    weights1: first.gradients.weights,
    bias1: first.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const step = (parameter: Tensor, gradient: Tensor): Tensor => add(parameter, mul(gradient, -options.learningRate))
  const losses: number[] = []
  let current = parameters
  for (let count = 0; count < options.steps; count++) {
    const cache = networkForward(current, x)
    losses.push(meanSquaredError(cache.prediction, target))
    const gradients = networkBackward(current, cache, x, target)
    current = {
      weights1: step(current.weights1, gradients.weights1),
      bias1: step(current.bias1, gradients.bias1),
      weights2: step(current.weights2, gradients.weights2),
      bias2: step(current.bias2, gradients.bias2),
    }
  }
  return { parameters: current, losses }
}
