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

export interface MlpCache {
  activations: Tensor[]
}

function rowsOf({ shape, data }: Tensor): number[][] {
  const [rows, columns] = shape
  return Array.from({ length: rows }, (_, row) => Array.from(data.slice(row * columns, (row + 1) * columns)))
}

function vectorOf({ data }: Tensor): number[] {
  return Array.from(data)
}

/** Nested arrays as a tensor of the dtype of `like`. */
function like(values: number[] | number[][], { dtype }: Tensor): Tensor {
  return tensor(values, undefined, dtype)
}

function emptyMatrix(rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(0))
}

interface Layer {
  weights: number[][]
  bias: number[]
}

function layerOf({ weights, bias }: DenseParameters): Layer {
  return { weights: rowsOf(weights), bias: vectorOf(bias) }
}

function layerForward({ weights, bias }: Layer, input: number[]): number[] {
  return bias.map((start, o) => input.reduce((total, value, i) => total + value * weights[i][o], start))
}

/** Adds one sample's outer product to the sums, and returns the gradient of its input. */
function layerBackward({ weights }: Layer, sums: Layer, input: number[], delta: number[]): number[] {
  delta.forEach((value, o) => {
    sums.bias[o] += value
  })
  return input.map((value, i) => {
    const row = weights[i]
    const sumsRow = sums.weights[i]
    let total = 0
    for (let o = 0; o < delta.length; o++) {
      sumsRow[o] += value * delta[o]
      total += row[o] * delta[o]
    }
    return total
  })
}

function emptySums({ weights, bias }: Layer): Layer {
  return { weights: emptyMatrix(weights.length, bias.length), bias: bias.map(() => 0) }
}

function asTensors({ weights, bias }: Layer, like_: Tensor): DenseParameters {
  return { weights: like(weights, like_), bias: like(bias, like_) }
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const layer = layerOf(parameters)
  const sums = emptySums(layer)
  const deltas = rowsOf(dOut)
  const dX = rowsOf(x).map((input, n) => layerBackward(layer, sums, input, deltas[n]))
  return { dX: like(dX, x), gradients: asTensors(sums, x) }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const hidden = layerOf({ weights: parameters.weights1, bias: parameters.bias1 })
  const output = layerOf({ weights: parameters.weights2, bias: parameters.bias2 })
  const z1 = rowsOf(x).map((sample) => layerForward(hidden, sample))
  const a1 = z1.map((row) => row.map((value) => Math.max(0, value)))
  const z2 = a1.map((row) => layerForward(output, row))
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
  const hiddenSums = emptySums(hidden)
  const outputSums = emptySums(output)
  const samples = rowsOf(x)
  const activations = rowsOf(cache.a1)
  for (const [n, sample] of samples.entries()) {
    const p = cache.prediction.data[n]
    const delta2 = ((p - target.data[n]) * p * (1 - p) * 2) / samples.length
    const dA1 = layerBackward(output, outputSums, activations[n], [delta2])
    const delta1 = dA1.map((value, j) => (activations[n][j] > 0 ? value : 0))
    layerBackward(hidden, hiddenSums, sample, delta1)
  }
  const first = asTensors(hiddenSums, x)
  const second = asTensors(outputSums, x)
  return { weights1: first.weights, bias1: first.bias, weights2: second.weights, bias2: second.bias }
}

export function mlpForwardWithCache(parameters: readonly DenseParameters[], x: Tensor): MlpCache {
  const layers = parameters.map(layerOf)
  const activations = [rowsOf(x)]
  for (const [l, layer] of layers.entries()) {
    const outputs = activations[l].map((row) => layerForward(layer, row))
    const isLast = l === layers.length - 1
    activations.push(isLast ? outputs : outputs.map((row) => row.map((value) => Math.max(0, value))))
  }
  return { activations: activations.map((rows) => like(rows, x)) }
}

export function mlpBackward(
  parameters: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const layers = parameters.map(layerOf)
  const sums = layers.map(emptySums)
  const activations = cache.activations.map(rowsOf)
  const dX = rowsOf(dOut).map((dOutOfSample, n) => {
    let delta = dOutOfSample
    for (let l = layers.length - 1; l >= 0; l--) {
      const input = activations[l][n]
      delta = layerBackward(layers[l], sums[l], input, delta)
      if (l > 0) delta = delta.map((value, i) => (input[i] > 0 ? value : 0))
    }
    return delta
  })
  return { dX: like(dX, dOut), gradients: sums.map((ofLayer) => asTensors(ofLayer, dOut)) }
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  const values = Array.from(parameter.data, (value, index) => value - learningRate * gradient.data[index])
  return tensor(values, parameter.shape, parameter.dtype)
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
    const squares = vectorOf(cache.prediction).map((p, n) => (p - target.data[n]) ** 2)
    losses.push(squares.reduce((total, square) => total + square) / squares.length)
    const gradients = networkBackward(current, cache, x, target)
    const moved = (name: keyof NetworkParameters): Tensor =>
      gradientDescentStep(current[name], gradients[name], learningRate)
    current = {
      weights1: moved('weights1'),
      bias1: moved('bias1'),
      weights2: moved('weights2'),
      bias2: moved('bias2'),
    }
  }
  return { parameters: current, losses }
}
