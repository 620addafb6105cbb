// Other algebra: matrices transposed beforehand, sums as products with a row of ones, everything written as it stands on paper.
import { add, div, matMul, mul, reshape, sub, sum, tensor, transpose, type Tensor } from 'grade-descent/student'

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

function map(t: Tensor, f: (value: number) => number): Tensor {
  return tensor(t.data.map(f), t.shape, t.dtype)
}

function step(t: Tensor): Tensor {
  return map(t, (value) => (Math.sign(value) + 1) >> 1)
}

function positivePart(t: Tensor): Tensor {
  return div(
    add(
      t,
      map(t, (value) => Math.abs(value)),
    ),
    2,
  )
}

function columnSums(t: Tensor): Tensor {
  const ones = tensor(
    t.data.slice(0, t.shape[0]).map(() => 1),
    [1, t.shape[0]],
    t.dtype,
  )
  return reshape(matMul(ones, t), [t.shape[1]])
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const dX = transpose(matMul(parameters.weights, transpose(dOut)))
  const weights = transpose(matMul(transpose(dOut), x))
  return { dX, gradients: { weights, bias: columnSums(dOut) } }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = add(matMul(x, parameters.weights1), parameters.bias1)
  const a1 = positivePart(z1)
  const z2 = add(matMul(a1, parameters.weights2), parameters.bias2)
  const prediction = map(z2, (value) => (1 + Math.tanh(value / 2)) / 2)
  return { z1, a1, z2, prediction }
}

export function networkBackward(
  parameters: NetworkParameters,
  { a1, prediction }: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const slope = sub(prediction, mul(prediction, prediction))
  const delta2 = div(mul(mul(2, sub(prediction, target)), slope), target.shape[0])
  const delta1 = mul(matMul(delta2, transpose(parameters.weights2)), step(a1))
  return {
    weights1: matMul(transpose(x), delta1),
    bias1: columnSums(delta1),
    weights2: matMul(transpose(a1), delta2),
    bias2: columnSums(delta2),
  }
}

export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const last = layers.length - 1
  const activations = [x]
  for (let l = 0; l < last; l++) {
    activations.push(positivePart(add(matMul(activations[l], layers[l].weights), layers[l].bias)))
  }
  activations.push(add(matMul(activations[last], layers[last].weights), layers[last].bias))
  return { activations }
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  { activations }: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const deltas = [dOut]
  for (let l = layers.length - 1; l > 0; l--) {
    deltas.unshift(mul(matMul(deltas[0], transpose(layers[l].weights)), step(activations[l])))
  }
  return {
    dX: matMul(deltas[0], transpose(layers[0].weights)),
    gradients: deltas.map((delta, l) => ({
      weights: matMul(transpose(activations[l]), delta),
      bias: columnSums(delta),
    })),
  }
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  return add(parameter, mul(-learningRate, gradient))
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const losses: number[] = []
  for (let remaining = options.steps; remaining > 0; remaining--) {
    const cache = networkForward(parameters, x)
    const error = sub(cache.prediction, target)
    losses.push(sum(mul(error, error)).data[0] / x.shape[0])
    const gradients = networkBackward(parameters, cache, x, target)
    parameters = {
      weights1: gradientDescentStep(parameters.weights1, gradients.weights1, options.learningRate),
      bias1: gradientDescentStep(parameters.bias1, gradients.bias1, options.learningRate),
      weights2: gradientDescentStep(parameters.weights2, gradients.weights2, options.learningRate),
      bias2: gradientDescentStep(parameters.bias2, gradients.bias2, options.learningRate),
    }
  }
  return { parameters, losses }
}
