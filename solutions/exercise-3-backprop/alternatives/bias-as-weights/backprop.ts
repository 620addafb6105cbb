// A dense layer as one matrix: the bias is the last row of the weights, and every sample gets a 1 as its last input.
import { matMul, meanSquaredError, mul, relu, sigmoid, sub, zeros, type Tensor } from 'grade-descent/student'

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

function withOnes(x: Tensor): Tensor {
  const [batch, inputs] = x.shape
  const extended = zeros([batch, inputs + 1], x.dtype)
  for (let n = 0; n < batch; n++) {
    extended.data.set(x.data.subarray(n * inputs, (n + 1) * inputs), n * (inputs + 1))
    extended.data[n * (inputs + 1) + inputs] = 1
  }
  return extended
}

function asOneMatrix({ weights, bias }: DenseParameters): Tensor {
  const [inputs, outputs] = weights.shape
  const matrix = zeros([inputs + 1, outputs], weights.dtype)
  matrix.data.set(weights.data)
  matrix.data.set(bias.data, inputs * outputs)
  return matrix
}

/** Views of the two parts of one matrix; nothing is copied. */
function asParameters(matrix: Tensor): DenseParameters {
  const [rows, outputs] = matrix.shape
  const weightCount = (rows - 1) * outputs
  const { dtype, data } = matrix
  return {
    weights: { shape: [rows - 1, outputs], dtype, data: data.subarray(0, weightCount) },
    bias: { shape: [outputs], dtype, data: data.subarray(weightCount) },
  }
}

function layer(x: Tensor, parameters: DenseParameters): Tensor {
  return matMul(withOnes(x), asOneMatrix(parameters))
}

function gradientsOf(dOut: Tensor, x: Tensor): DenseParameters {
  return asParameters(matMul(withOnes(x), dOut, true, false))
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  return { dX: matMul(dOut, parameters.weights, false, true), gradients: gradientsOf(dOut, x) }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const { weights1, bias1, weights2, bias2 } = parameters
  const z1 = layer(x, { weights: weights1, bias: bias1 })
  const a1 = relu(z1)
  const z2 = layer(a1, { weights: weights2, bias: bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}

/** dOut where the ReLU put something out, else 0. */
function throughRelu(dOut: Tensor, activation: Tensor): Tensor {
  return { ...dOut, data: dOut.data.map((value, index) => (activation.data[index] > 0 ? value : 0)) }
}

export function networkBackward(
  parameters: NetworkParameters,
  { a1, prediction }: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const n = x.shape[0]
  const delta2 = {
    ...prediction,
    data: prediction.data.map((p, index) => ((2 * (p - target.data[index])) / n) * p * (1 - p)),
  }
  const delta1 = throughRelu(matMul(delta2, parameters.weights2, false, true), a1)
  const layer2 = gradientsOf(delta2, a1)
  const layer1 = gradientsOf(delta1, x)
  return { weights1: layer1.weights, bias1: layer1.bias, weights2: layer2.weights, bias2: layer2.bias }
}

export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const hidden = layers.slice(0, -1).reduce((kept, next) => [...kept, relu(layer(kept[kept.length - 1], next))], [x])
  return { activations: [...hidden, layer(hidden[hidden.length - 1], layers[layers.length - 1])] }
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  { activations }: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  return layers.reduceRight<{ dX: Tensor; gradients: DenseParameters[] }>(
    ({ dX, gradients }, parameters, index) => {
      const last = index === layers.length - 1
      const back = denseBackward(last ? dX : throughRelu(dX, activations[index + 1]), activations[index], parameters)
      return { dX: back.dX, gradients: [back.gradients, ...gradients] }
    },
    { dX: dOut, gradients: [] },
  )
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  return sub(parameter, mul(gradient, learningRate))
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  { learningRate, steps }: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const history = [parameters]
  const losses: number[] = []
  for (let step = 0; step < steps; step++) {
    const now = history[step]
    const cache = networkForward(now, x)
    losses.push(meanSquaredError(cache.prediction, target))
    const gradients = Object.entries(networkBackward(now, cache, x, target)) as [keyof NetworkParameters, Tensor][]
    const moved = gradients.map(([name, gradient]) => [name, gradientDescentStep(now[name], gradient, learningRate)])
    history.push(Object.fromEntries(moved) as NetworkParameters)
  }
  return { parameters: history[steps], losses }
}
