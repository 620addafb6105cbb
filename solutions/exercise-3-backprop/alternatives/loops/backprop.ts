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

export interface MlpCache {
  activations: Tensor[]
}

function denseForward(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  const [batch, inputs] = x.shape
  const outputs = bias.shape[0]
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

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const [batch, inputs] = x.shape
  const outputs = dOut.shape[1]
  const dX = zerosLike(x)
  const dWeights = zerosLike(parameters.weights)
  const dBias = zerosLike(parameters.bias)
  for (let n = 0; n < batch; n++) {
    for (let o = 0; o < outputs; o++) {
      const upstream = dOut.data[n * outputs + o]
      dBias.data[o] += upstream
      for (let i = 0; i < inputs; i++) {
        dX.data[n * inputs + i] += upstream * parameters.weights.data[i * outputs + o]
        dWeights.data[i * outputs + o] += upstream * x.data[n * inputs + i]
      }
    }
  }
  return { dX, gradients: { weights: dWeights, bias: dBias } }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = denseForward(x, { weights: parameters.weights1, bias: parameters.bias1 })
  const a1 = zerosLike(z1)
  for (let k = 0; k < z1.data.length; k++) if (z1.data[k] > 0) a1.data[k] = z1.data[k]
  const z2 = denseForward(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const prediction = zerosLike(z2)
  for (let k = 0; k < z2.data.length; k++) prediction.data[k] = 1 / (1 + Math.exp(-z2.data[k]))
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

export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const activations = [x]
  for (let l = 0; l < layers.length; l++) {
    const y = denseForward(activations[l], layers[l])
    if (l < layers.length - 1) for (let k = 0; k < y.data.length; k++) if (y.data[k] < 0) y.data[k] = 0
    activations.push(y)
  }
  return { activations }
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const gradients: DenseParameters[] = new Array<DenseParameters>(layers.length)
  let d = dOut
  for (let l = layers.length - 1; l >= 0; l--) {
    const { dX, gradients: ofLayer } = denseBackward(d, cache.activations[l], layers[l])
    gradients[l] = ofLayer
    if (l > 0) for (let k = 0; k < dX.data.length; k++) if (cache.activations[l].data[k] <= 0) dX.data[k] = 0
    d = dX
  }
  return { dX: d, gradients }
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
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
    weights1 = gradientDescentStep(weights1, gradients.weights1, learningRate)
    bias1 = gradientDescentStep(bias1, gradients.bias1, learningRate)
    weights2 = gradientDescentStep(weights2, gradients.weights2, learningRate)
    bias2 = gradientDescentStep(bias2, gradients.bias2, learningRate)
  }
  return { parameters: { weights1, bias1, weights2, bias2 }, losses }
}
