// Loops over the flat data, without any of the kit's operations.
import { zeros, zerosLike, type Tensor } from 'grade-descent/student'

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
  const y = zerosLike(x)
  for (let k = 0; k < x.data.length; k++) y.data[k] = Math.max(0, x.data[k])
  return y
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  const dX = zerosLike(x)
  for (let k = 0; k < x.data.length; k++) if (x.data[k] > 0) dX.data[k] = dOut.data[k]
  return dX
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const dX = zerosLike(x)
  for (let k = 0; k < x.data.length; k++) {
    const a = logistic(x.data[k])
    dX.data[k] = dOut.data[k] * a * (1 - a)
  }
  return dX
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  const gradient = zerosLike(prediction)
  const n = prediction.data.length
  for (let k = 0; k < n; k++) gradient.data[k] = (2 * (prediction.data[k] - target.data[k])) / n
  return gradient
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples, classes] = oneHot.shape
  let loss = 0
  for (let n = 0; n < samples; n++) {
    for (let c = 0; c < classes; c++) {
      const k = n * classes + c
      if (oneHot.data[k] === 1) loss -= Math.log(probabilities.data[k]) / samples
    }
  }
  return loss
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const [batch, inputs] = x.shape
  const outputs = dOut.shape[1]
  const dX = zerosLike(x)
  const weights = zerosLike(parameters.weights)
  const bias = zerosLike(parameters.bias)
  for (let n = 0; n < batch; n++) {
    for (let o = 0; o < outputs; o++) {
      const upstream = dOut.data[n * outputs + o]
      bias.data[o] += upstream
      for (let i = 0; i < inputs; i++) {
        dX.data[n * inputs + i] += upstream * parameters.weights.data[i * outputs + o]
        weights.data[i * outputs + o] += upstream * x.data[n * inputs + i]
      }
    }
  }
  return { dX, gradients: { weights, bias } }
}

function layer(x: Tensor, weights: Tensor, bias: Tensor): Tensor {
  const [batch, inputs] = x.shape
  const [outputs] = bias.shape
  const y = zeros([batch, outputs], x.dtype)
  for (let n = 0; n < batch; n++) {
    for (let o = 0; o < outputs; o++) {
      let total = bias.data[o]
      for (let i = 0; i < inputs; i++) total += x.data[n * inputs + i] * weights.data[i * outputs + o]
      y.data[n * outputs + o] = total
    }
  }
  return y
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = layer(x, parameters.weights1, parameters.bias1)
  const a1 = relu(z1)
  const z2 = layer(a1, parameters.weights2, parameters.bias2)
  const prediction = zerosLike(z2)
  for (let k = 0; k < z2.data.length; k++) prediction.data[k] = logistic(z2.data[k])
  return { z1, a1, z2, prediction }
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const batch = x.shape[0]
  const weights1 = zerosLike(parameters.weights1)
  const bias1 = zerosLike(parameters.bias1)
  const weights2 = zerosLike(parameters.weights2)
  const bias2 = zerosLike(parameters.bias2)
  for (let n = 0; n < batch; n++) {
    const p = cache.prediction.data[n]
    const delta2 = (2 / batch) * (p - target.data[n]) * p * (1 - p)
    bias2.data[0] += delta2
    for (let j = 0; j < 3; j++) {
      weights2.data[j] += cache.a1.data[3 * n + j] * delta2
      if (cache.z1.data[3 * n + j] <= 0) continue
      const delta1 = delta2 * parameters.weights2.data[j]
      bias1.data[j] += delta1
      for (let k = 0; k < 2; k++) weights1.data[3 * k + j] += x.data[2 * n + k] * delta1
    }
  }
  return { weights1, bias1, weights2, bias2 }
}

function step(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  const result = zerosLike(parameter)
  for (let k = 0; k < result.data.length; k++) {
    result.data[k] = parameter.data[k] - learningRate * gradient.data[k]
  }
  return result
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  { learningRate, steps }: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  let { weights1, bias1, weights2, bias2 } = parameters
  const losses = []
  for (let s = 0; s < steps; s++) {
    const current = { weights1, bias1, weights2, bias2 }
    const cache = networkForward(current, x)
    let loss = 0
    for (let n = 0; n < x.shape[0]; n++) loss += (cache.prediction.data[n] - target.data[n]) ** 2 / x.shape[0]
    losses.push(loss)
    const gradients = networkBackward(current, cache, x, target)
    weights1 = step(weights1, gradients.weights1, learningRate)
    bias1 = step(bias1, gradients.bias1, learningRate)
    weights2 = step(weights2, gradients.weights2, learningRate)
    bias2 = step(bias2, gradients.bias2, learningRate)
  }
  return { parameters: { weights1, bias1, weights2, bias2 }, losses }
}
