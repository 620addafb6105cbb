import {
  dense,
  matMul,
  meanSquaredError,
  meanSquaredErrorBackward,
  mul,
  relu,
  reluBackward,
  sigmoid,
  sigmoidBackward,
  sub,
  sum,
  type Tensor,
} from 'grade-descent/student'

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

export interface MlpCache {
  activations: Tensor[]
}

/** y[n, o] = bias[o] + sum over i of x[n, i] weights[i, o]; each gradient sums over the index that its own tensor lacks. */
export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  return { dX: matMul(dOut, parameters.weights, false, true), gradients: parameterGradients(dOut, x) }
}

function parameterGradients(dOut: Tensor, x: Tensor): DenseParameters {
  return { weights: matMul(x, dOut, true, false), bias: sum(dOut, [0]) }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = dense(x, { weights: parameters.weights1, bias: parameters.bias1 })
  const a1 = relu(z1)
  const z2 = dense(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const dPrediction = meanSquaredErrorBackward(cache.prediction, target)
  const dZ2 = sigmoidBackward(dPrediction, cache.z2)
  const dA1 = matMul(dZ2, parameters.weights2, false, true)
  const dZ1 = reluBackward(dA1, cache.z1)
  const layer1 = parameterGradients(dZ1, x)
  const layer2 = parameterGradients(dZ2, cache.a1)
  return { weights1: layer1.weights, bias1: layer1.bias, weights2: layer2.weights, bias2: layer2.bias }
}

export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const activations = [x]
  for (const [index, layer] of layers.entries()) {
    const z = dense(activations[index], layer)
    activations.push(index < layers.length - 1 ? relu(z) : z)
  }
  return { activations }
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const gradients: DenseParameters[] = []
  let dZ = dOut
  for (let index = layers.length - 1; index > 0; index--) {
    const activation = cache.activations[index]
    const layer = denseBackward(dZ, activation, layers[index])
    gradients.unshift(layer.gradients)
    // An activation is positive exactly where its pre-activation was.
    dZ = reluBackward(layer.dX, activation)
  }
  const first = denseBackward(dZ, cache.activations[0], layers[0])
  return { dX: first.dX, gradients: [first.gradients, ...gradients] }
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  return sub(parameter, mul(gradient, learningRate))
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const losses: number[] = []
  let current = parameters
  for (let step = 0; step < options.steps; step++) {
    const cache = networkForward(current, x)
    losses.push(meanSquaredError(cache.prediction, target))
    current = updated(current, networkBackward(current, cache, x, target), options.learningRate)
  }
  return { parameters: current, losses }
}

function updated(parameters: NetworkParameters, gradients: NetworkParameters, learningRate: number): NetworkParameters {
  return {
    weights1: gradientDescentStep(parameters.weights1, gradients.weights1, learningRate),
    bias1: gradientDescentStep(parameters.bias1, gradients.bias1, learningRate),
    weights2: gradientDescentStep(parameters.weights2, gradients.weights2, learningRate),
    bias2: gradientDescentStep(parameters.bias2, gradients.bias2, learningRate),
  }
}
