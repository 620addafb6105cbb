// Whole tensors and the kit's operations alone: masks and logarithms in place of branches, no data touched.
import {
  add,
  dense,
  div,
  greater,
  log,
  matMul,
  maximum,
  meanSquaredError,
  mul,
  neg,
  reshape,
  sigmoid,
  square,
  sub,
  sum,
  transpose,
  where,
  zerosLike,
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

export const relu = (x: Tensor): Tensor => maximum(x, 0)

export const reluBackward = (dOut: Tensor, x: Tensor): Tensor => where(greater(x, 0), dOut, zerosLike(dOut))

export const sigmoidBackward = (dOut: Tensor, x: Tensor): Tensor => {
  // a - a^2 in place of a (1 - a)
  const a = sigmoid(x)
  return mul(sub(a, square(a)), dOut)
}

export const meanSquaredErrorBackward = (prediction: Tensor, target: Tensor): Tensor => {
  const error = sub(prediction, target)
  return div(add(error, error), prediction.data.length)
}

export const crossEntropy = (probabilities: Tensor, oneHot: Tensor): number => {
  const ofSamples = neg(sum(mul(oneHot, log(maximum(probabilities, 1e-12))), [1]))
  return sum(ofSamples).data[0] / ofSamples.shape[0]
}

export const denseBackward = (
  dOut: Tensor,
  x: Tensor,
  { weights, bias }: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } => ({
  dX: matMul(dOut, transpose(weights)),
  gradients: { weights: matMul(transpose(x), dOut), bias: reshape(sum(dOut, [0], true), [...bias.shape]) },
})

export const networkForward = ({ weights1, bias1, weights2, bias2 }: NetworkParameters, x: Tensor): NetworkCache => {
  const z1 = dense(x, { weights: weights1, bias: bias1 })
  const a1 = relu(z1)
  const z2 = dense(a1, { weights: weights2, bias: bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}

export const networkBackward = (
  { weights2 }: NetworkParameters,
  { z1, a1, prediction }: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters => {
  const dPrediction = mul(sub(prediction, target), 2 / target.shape[0])
  const dZ2 = mul(dPrediction, mul(prediction, sub(1, prediction)))
  const dZ1 = reluBackward(matMul(dZ2, weights2, false, true), z1)
  return {
    weights1: matMul(x, dZ1, true),
    bias1: sum(dZ1, [0]),
    weights2: matMul(a1, dZ2, true),
    bias2: sum(dZ2, [0]),
  }
}

export const train = (
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  { learningRate, steps }: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } => {
  if (steps === 0) return { parameters, losses: [] }
  const cache = networkForward(parameters, x)
  const gradients = networkBackward(parameters, cache, x, target)
  const step = (name: keyof NetworkParameters): Tensor => sub(parameters[name], mul(learningRate, gradients[name]))
  const next = { weights1: step('weights1'), bias1: step('bias1'), weights2: step('weights2'), bias2: step('bias2') }
  const later = train(next, x, target, { learningRate, steps: steps - 1 })
  return { ...later, losses: [meanSquaredError(cache.prediction, target), ...later.losses] }
}
