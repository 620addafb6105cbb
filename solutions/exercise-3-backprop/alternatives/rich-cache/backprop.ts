// Caches with fields of their own: slopes, pre-activations, a closure, a Map. They never leave the student's process.
import { add, dense, matMul, mul, relu, sigmoid, sub, sum, type Tensor } from 'grade-descent/student'

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
  slope1: Tensor
  slope2: Tensor
}

export interface MlpCache {
  activations: Tensor[]
  preActivations: Map<number, Tensor>
  backward: (dOut: Tensor) => { dX: Tensor; gradients: DenseParameters[] }
}

function slopeOfRelu(z: Tensor): Tensor {
  return { shape: z.shape, dtype: z.dtype, data: z.data.map((value) => Number(value > 0)) }
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  { weights }: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const dX = matMul(dOut, weights, false, true)
  return { dX, gradients: { weights: matMul(x, dOut, true, false), bias: sum(dOut, [0]) } }
}

export function networkForward({ weights1, bias1, weights2, bias2 }: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = add(matMul(x, weights1), bias1)
  const a1 = relu(z1)
  const z2 = add(matMul(a1, weights2), bias2)
  const prediction = sigmoid(z2)
  return { z1, a1, z2, prediction, slope1: slopeOfRelu(z1), slope2: mul(prediction, sub(1, prediction)) }
}

export function networkBackward(
  { weights2 }: NetworkParameters,
  { a1, prediction, slope1, slope2 }: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const error = mul(2 / target.data.length, sub(prediction, target))
  const delta2 = mul(error, slope2)
  const delta1 = mul(matMul(delta2, weights2, false, true), slope1)
  return {
    weights1: matMul(x, delta1, true, false),
    bias1: sum(delta1, [0]),
    weights2: matMul(a1, delta2, true, false),
    bias2: sum(delta2, [0]),
  }
}

export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const activations = [x]
  const preActivations = new Map<number, Tensor>()
  layers.forEach((layer, index) => {
    const z = dense(activations[index], layer)
    preActivations.set(index, z)
    activations.push(index === layers.length - 1 ? z : relu(z))
  })
  const backward = (dOut: Tensor) => {
    let delta = dOut
    const gradients = layers.map(() => ({}) as DenseParameters)
    for (let index = layers.length - 1; ; index--) {
      const { dX, gradients: ofLayer } = denseBackward(delta, activations[index], layers[index])
      gradients[index] = ofLayer
      const z = preActivations.get(index - 1)
      if (z === undefined) return { dX, gradients }
      delta = mul(dX, slopeOfRelu(z))
    }
  }
  return { activations, preActivations, backward }
}

export function mlpBackward(
  _layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  return cache.backward(dOut)
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  return { ...parameter, data: parameter.data.map((value, index) => value - learningRate * gradient.data[index]) }
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  { learningRate, steps }: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const losses: number[] = []
  const names = ['weights1', 'bias1', 'weights2', 'bias2'] as const
  let current = { ...parameters }
  while (losses.length < steps) {
    const cache = networkForward(current, x)
    const errors = sub(cache.prediction, target).data
    losses.push(errors.reduce((total, error) => total + error * error, 0) / errors.length)
    const gradients = networkBackward(current, cache, x, target)
    const next = { ...current }
    for (const name of names) next[name] = gradientDescentStep(current[name], gradients[name], learningRate)
    current = next
  }
  return { parameters: current, losses }
}
