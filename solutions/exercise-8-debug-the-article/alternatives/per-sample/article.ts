// One sample at a time, on plain nested arrays; the samples' gradients are added up.
import { tensor, type Tensor } from 'grade-descent/student'

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

/** Nested arrays, or a list, as a tensor of the dtype of `other`. */
function like(values: number[] | number[][], other: Tensor): Tensor {
  return tensor(values, undefined, other.dtype)
}

function rowsOf({ shape: [rows, columns], data }: Tensor): number[][] {
  return Array.from({ length: rows }, (_, row) => Array.from(data.slice(row * columns, (row + 1) * columns)))
}

export function relu(x: Tensor): Tensor {
  const values = Array.from(x.data, (value) => (value < 0 ? 0 : value))
  return tensor(values, x.shape, x.dtype)
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  const values = Array.from(x.data, (value, index) => (value <= 0 ? 0 : dOut.data[index]))
  return tensor(values, x.shape, x.dtype)
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  // sigmoid(-x) is 1 - sigmoid(x)
  const values = Array.from(x.data, (z, index) => dOut.data[index] / (1 + Math.exp(-z)) / (1 + Math.exp(z)))
  return tensor(values, x.shape, x.dtype)
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  const n = prediction.shape.reduce((product, extent) => product * extent, 1)
  const values = Array.from(prediction.data, (p, index) => (2 / n) * p - (2 / n) * target.data[index])
  return tensor(values, prediction.shape, prediction.dtype)
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const labels = rowsOf(oneHot).map((row) => row.indexOf(Math.max(...row)))
  const losses = rowsOf(probabilities).map((row, n) => -Math.log(row[labels[n]] + 1e-7))
  return losses.reduce((total, loss) => total + loss) / losses.length
}

interface Layer {
  weights: number[][]
  bias: number[]
}

function layerOf({ weights, bias }: DenseParameters): Layer {
  return { weights: rowsOf(weights), bias: Array.from(bias.data) }
}

function emptyLike({ weights, bias }: Layer): Layer {
  return { weights: weights.map((row) => row.map(() => 0)), bias: bias.map(() => 0) }
}

function forward({ weights, bias }: Layer, input: number[]): number[] {
  return bias.map((start, o) => input.reduce((total, value, i) => total + value * weights[i][o], start))
}

/** Adds one sample's share to the sums, and returns the gradient of its input. */
function backward({ weights }: Layer, sums: Layer, input: number[], delta: number[]): number[] {
  delta.forEach((value, o) => {
    sums.bias[o] += value
    input.forEach((entry, i) => (sums.weights[i][o] += entry * value))
  })
  return weights.map((row) => row.reduce((total, weight, o) => total + weight * delta[o], 0))
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const layer = layerOf(parameters)
  const sums = emptyLike(layer)
  const deltas = rowsOf(dOut)
  const dX = rowsOf(x).map((input, n) => backward(layer, sums, input, deltas[n]))
  return { dX: like(dX, x), gradients: { weights: like(sums.weights, x), bias: like(sums.bias, x) } }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const hidden = layerOf({ weights: parameters.weights1, bias: parameters.bias1 })
  const output = layerOf({ weights: parameters.weights2, bias: parameters.bias2 })
  const z1 = rowsOf(x).map((sample) => forward(hidden, sample))
  const a1 = z1.map((row) => row.map((value) => Math.max(0, value)))
  const z2 = a1.map((row) => forward(output, row))
  const prediction = z2.map((row) => row.map((value) => 1 / (1 + Math.exp(-value))))
  return { z1: like(z1, x), a1: like(a1, x), z2: like(z2, x), prediction: like(prediction, x) }
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const hidden = layerOf({ weights: parameters.weights1, bias: parameters.bias1 })
  const output = layerOf({ weights: parameters.weights2, bias: parameters.bias2 })
  const hiddenSums = emptyLike(hidden)
  const outputSums = emptyLike(output)
  const samples = rowsOf(x)
  const activations = rowsOf(cache.a1)
  samples.forEach((sample, n) => {
    const p = cache.prediction.data[n]
    const delta2 = ((p - target.data[n]) * p * (1 - p)) / (samples.length / 2)
    const dA1 = backward(output, outputSums, activations[n], [delta2])
    const delta1 = dA1.map((value, j) => (activations[n][j] > 0 ? value : 0))
    backward(hidden, hiddenSums, sample, delta1)
  })
  return {
    weights1: like(hiddenSums.weights, x),
    bias1: like(hiddenSums.bias, x),
    weights2: like(outputSums.weights, x),
    bias2: like(outputSums.bias, x),
  }
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  { learningRate, steps }: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const losses: number[] = []
  let current = parameters
  for (let step = 0; step < steps; step++) {
    const cache = networkForward(current, x)
    const squares = Array.from(cache.prediction.data, (p, n) => (p - target.data[n]) ** 2)
    losses.push(squares.reduce((total, square) => total + square) / squares.length)
    const gradients = networkBackward(current, cache, x, target)
    const moved = (name: keyof NetworkParameters): Tensor => {
      const { shape, dtype, data } = current[name]
      return tensor(
        Array.from(data, (value, index) => value - learningRate * gradients[name].data[index]),
        shape,
        dtype,
      )
    }
    current = {
      weights1: moved('weights1'),
      bias1: moved('bias1'),
      weights2: moved('weights2'),
      bias2: moved('bias2'),
    }
  }
  return { parameters: current, losses }
}
