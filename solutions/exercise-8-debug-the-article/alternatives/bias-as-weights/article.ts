// A bias is one more row of weights, for an input that is always 1; activations are kept with that column on.
import {
  concat,
  matMul,
  mean,
  mul,
  reshape,
  sigmoid,
  slice,
  square,
  sub,
  tensor,
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

/** What networkForward keeps beside the cache's own fields. */
interface RichCache extends NetworkCache {
  xWithOne: Tensor
  a1WithOne: Tensor
}

const onesLike = ({ shape: [rows], dtype }: Tensor): Tensor =>
  tensor(
    Array.from({ length: rows }, () => 1),
    [rows, 1],
    dtype,
  )

const withOne = (x: Tensor): Tensor => concat([x, onesLike(x)], 1)

const joined = (weights: Tensor, bias: Tensor): Tensor => concat([weights, reshape(bias, [1, bias.shape[0]])], 0)

const apart = (rows: Tensor): DenseParameters => {
  const [inputs, outputs] = [rows.shape[0] - 1, rows.shape[1]]
  return {
    weights: slice(rows, [0, 0], [inputs, outputs]),
    bias: reshape(slice(rows, [inputs, 0], [1, outputs]), [outputs]),
  }
}

const gate = (x: Tensor): Tensor => ({ ...x, data: x.data.map((value) => (value > 0 ? 1 : 0)) })

export function relu(x: Tensor): Tensor {
  return mul(x, gate(x))
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return mul(dOut, gate(x))
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  // a (1 - a) = 1/4 - (a - 1/2)^2
  return mul(dOut, sub(0.25, square(sub(sigmoid(x), 0.5))))
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(sub(prediction, target), 2 / prediction.data.length)
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  // The mean over all entries, times the classes.
  const terms = Array.from(oneHot.data, (y, index) => (y === 0 ? 0 : -y * Math.log(probabilities.data[index])))
  return mean(tensor(terms, oneHot.shape, 'float64')).data[0] * oneHot.shape[1]
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  const gradients = apart(matMul(withOne(x), dOut, true))
  return { dX: matMul(dOut, parameters.weights, false, true), gradients }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): RichCache {
  const xWithOne = withOne(x)
  const z1 = matMul(xWithOne, joined(parameters.weights1, parameters.bias1))
  const a1 = relu(z1)
  const a1WithOne = withOne(a1)
  const z2 = matMul(a1WithOne, joined(parameters.weights2, parameters.bias2))
  return { z1, a1, z2, prediction: sigmoid(z2), xWithOne, a1WithOne }
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  _x: Tensor,
  target: Tensor,
): NetworkParameters {
  const { z1, z2, prediction, xWithOne, a1WithOne } = cache as RichCache
  const dZ2 = sigmoidBackward(meanSquaredErrorBackward(prediction, target), z2)
  const dZ1 = reluBackward(matMul(dZ2, parameters.weights2, false, true), z1)
  const first = apart(matMul(xWithOne, dZ1, true))
  const second = apart(matMul(a1WithOne, dZ2, true))
  return { weights1: first.weights, bias1: first.bias, weights2: second.weights, bias2: second.bias }
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  { learningRate, steps }: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const losses: number[] = []
  const names = ['weights1', 'bias1', 'weights2', 'bias2'] as const
  const current = { ...parameters }
  for (let step = 0; step < steps; step++) {
    const cache = networkForward(current, x)
    losses.push(mean(square(sub(cache.prediction, target))).data[0])
    const gradients = networkBackward(current, cache, x, target)
    for (const name of names) current[name] = sub(current[name], mul(gradients[name], learningRate))
  }
  return { parameters: current, losses }
}
