// The backward passes look at no cache: they run the forward again. The parameters of the 2-3-1 network are two layers of an MLP.
import {
  dense,
  matMul,
  meanSquaredError,
  mul,
  relu,
  reluBackward,
  sigmoid,
  sub,
  sum,
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

export interface MlpCache {
  activations: Tensor[]
}

type Gradients = { dX: Tensor; gradients: DenseParameters[] }

const layersOf = ({ weights1, bias1, weights2, bias2 }: NetworkParameters): [DenseParameters, DenseParameters] => [
  { weights: weights1, bias: bias1 },
  { weights: weights2, bias: bias2 },
]

export const denseBackward = (dOut: Tensor, x: Tensor, { weights }: DenseParameters) => ({
  dX: matMul(dOut, weights, false, true),
  gradients: { weights: matMul(x, dOut, true), bias: sum(dOut, [0]) },
})

export const networkForward = (parameters: NetworkParameters, x: Tensor): NetworkCache => {
  const [hidden, output] = layersOf(parameters)
  const z1 = dense(x, hidden)
  const a1 = relu(z1)
  const z2 = dense(a1, output)
  return { z1, a1, z2, prediction: sigmoid(z2) }
}

export const networkBackward = (
  parameters: NetworkParameters,
  _cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters => {
  const layers = layersOf(parameters)
  const prediction = sigmoid(forward(layers, x))
  const slope = mul(prediction, sub(1, prediction))
  const delta = mul(mul(sub(prediction, target), slope), 2 / x.shape[0])
  const [first, second] = backward(layers, x, delta).gradients
  return { weights1: first.weights, bias1: first.bias, weights2: second.weights, bias2: second.bias }
}

export const mlpForwardWithCache = (layers: readonly DenseParameters[], x: Tensor): MlpCache => ({
  activations: [
    x,
    ...layers.map((_, index) =>
      index < layers.length - 1 ? relu(forward(layers.slice(0, index + 1), x)) : forward(layers, x),
    ),
  ],
})

export const mlpBackward = (layers: readonly DenseParameters[], cache: MlpCache, dOut: Tensor): Gradients =>
  backward(layers, cache.activations[0], dOut)

/** The output of the last layer, before any activation function. */
const forward = (layers: readonly DenseParameters[], x: Tensor): Tensor =>
  layers.reduce((input, layer, index) => dense(index > 0 ? relu(input) : input, layer), x)

/** The first layer's forward, the rest by recursion, the first layer's backward. */
const backward = ([layer, ...rest]: readonly DenseParameters[], x: Tensor, dOut: Tensor): Gradients => {
  if (rest.length === 0) {
    const { dX, gradients } = denseBackward(dOut, x, layer)
    return { dX, gradients: [gradients] }
  }
  const z = dense(x, layer)
  const behind = backward(rest, relu(z), dOut)
  const { dX, gradients } = denseBackward(reluBackward(behind.dX, z), x, layer)
  return { dX, gradients: [gradients, ...behind.gradients] }
}

export const gradientDescentStep = (parameter: Tensor, gradient: Tensor, learningRate: number): Tensor =>
  sub(parameter, mul(learningRate, gradient))

export const train = (
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  { learningRate, steps }: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } => {
  if (steps === 0) return { parameters, losses: [] }
  const cache = networkForward(parameters, x)
  const gradients = networkBackward(parameters, cache, x, target)
  const step = (name: keyof NetworkParameters): Tensor =>
    gradientDescentStep(parameters[name], gradients[name], learningRate)
  const next = { weights1: step('weights1'), bias1: step('bias1'), weights2: step('weights2'), bias2: step('bias2') }
  const later = train(next, x, target, { learningRate, steps: steps - 1 })
  return { ...later, losses: [meanSquaredError(cache.prediction, target), ...later.losses] }
}
