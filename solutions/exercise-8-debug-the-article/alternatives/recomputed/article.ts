// Each link is a function and its way back in one, in a file of its own; the backward pass looks at no cache and runs the forward again.
import { meanSquaredError, sub, type Tensor } from 'grade-descent/student'
import { denseLink, map, reluLink, sigmoidLink, type DenseParameters } from './links.ts'

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
  return reluLink(x).output
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return reluLink(x).back(dOut).dX
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  return sigmoidLink(x).back(dOut).dX
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  const half = prediction.data.length / 2
  return map(sub(prediction, target), (error) => error / half)
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples, classes] = oneHot.shape
  // The probability of each sample's own class; their product's logarithm is the sum of the logarithms.
  const own = Array.from({ length: samples }, (_, n) => {
    const row = Array.from(oneHot.data.slice(n * classes, (n + 1) * classes))
    return probabilities.data[n * classes + row.indexOf(1)]
  })
  return -own.reduce((total, p) => total + Math.log(p), 0) / own.length
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  return denseLink(x, parameters).back(dOut)
}

function chainOf({ weights1, bias1, weights2, bias2 }: NetworkParameters, x: Tensor) {
  const first = denseLink(x, { weights: weights1, bias: bias1 })
  const hidden = reluLink(first.output)
  const second = denseLink(hidden.output, { weights: weights2, bias: bias2 })
  return { first, hidden, second, last: sigmoidLink(second.output) }
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache & { links: unknown } {
  const links = chainOf(parameters, x)
  const { first, hidden, second, last } = links
  return { z1: first.output, a1: hidden.output, z2: second.output, prediction: last.output, links }
}

export function networkBackward(
  parameters: NetworkParameters,
  _cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const { first, hidden, second, last } = chainOf(parameters, x)
  const dZ2 = last.back(meanSquaredErrorBackward(last.output, target)).dX
  const { dX: dA1, gradients: ofSecond } = second.back(dZ2)
  const { gradients: ofFirst } = first.back(hidden.back(dA1).dX)
  return { weights1: ofFirst.weights, bias1: ofFirst.bias, weights2: ofSecond.weights, bias2: ofSecond.bias }
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  { learningRate, steps }: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const losses: number[] = []
  let current = parameters
  while (losses.length < steps) {
    const { prediction } = networkForward(current, x)
    losses.push(meanSquaredError(prediction, target))
    const gradients = networkBackward(current, { z1: x, a1: x, z2: x, prediction }, x, target)
    const moved = (name: keyof NetworkParameters): Tensor =>
      map(current[name], (value, index) => value - learningRate * gradients[name].data[index])
    current = {
      weights1: moved('weights1'),
      bias1: moved('bias1'),
      weights2: moved('weights2'),
      bias2: moved('bias2'),
    }
  }
  return { parameters: current, losses }
}
