import {
  add,
  argMax,
  gather,
  matMul,
  maximum,
  mul,
  oneHot,
  softmax,
  softmaxCrossEntropy,
  sub,
  sum,
  type Random,
  type Tensor,
} from 'grade-descent/student'

export interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

export interface TrainingData {
  x: Tensor
  labels: Tensor
  xValidation: Tensor
  labelsValidation: Tensor
}

export interface FitOptions {
  epochs: number
  batchSize: number
  learningRate: number
  l2: number
  random: Random
}

export interface History {
  loss: number[]
  validationLoss: number[]
  validationAccuracy: number[]
}

/** Sorted by random keys. */
export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const keyed = Array.from({ length: count }, (_, index) => ({ index, key: random.uniform() }))
  keyed.sort((first, second) => first.key - second.key)
  const batches: Int32Array[] = []
  while (keyed.length > 0) batches.push(Int32Array.from(keyed.splice(0, batchSize), ({ index }) => index))
  return batches
}

/** Weight decay in place of the penalty's gradient; the loss is taken after the epoch. */
export function fit(
  layers: readonly DenseParameters[],
  data: TrainingData,
  { epochs, batchSize, learningRate, l2, random }: FitOptions,
): { layers: DenseParameters[]; history: History } {
  const history: History = { loss: [], validationLoss: [], validationAccuracy: [] }
  let current = layers.map((layer) => ({ ...layer }))
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const batch of miniBatches(data.labels.data.length, batchSize, random)) {
      const gradients = gradientsOf(current, gather(data.x, batch), gather(data.labels, batch))
      current = current.map(({ weights, bias }, index) => ({
        weights: sub(mul(weights, 1 - 2 * learningRate * l2), mul(gradients[index].weights, learningRate)),
        bias: sub(bias, mul(gradients[index].bias, learningRate)),
      }))
    }
    const logits = forwardAll(current, data.xValidation)[layers.length]
    history.loss.push(softmaxCrossEntropy(forwardAll(current, data.x)[layers.length], data.labels))
    history.validationLoss.push(softmaxCrossEntropy(logits, data.labelsValidation))
    history.validationAccuracy.push(share(argMax(logits, 1), data.labelsValidation))
  }
  return { layers: current, history }
}

function share(predicted: Tensor, labels: Tensor): number {
  return (
    labels.data.reduce((right, label, index) => right + Number(predicted.data[index] === label), 0) / labels.data.length
  )
}

function forwardAll(layers: readonly DenseParameters[], x: Tensor): Tensor[] {
  const activations = [x]
  layers.forEach(({ weights, bias }, index) => {
    const z = add(matMul(activations[index], weights), bias)
    activations.push(index === layers.length - 1 ? z : maximum(z, 0))
  })
  return activations
}

function gradientsOf(layers: readonly DenseParameters[], x: Tensor, labels: Tensor): DenseParameters[] {
  const activations = forwardAll(layers, x)
  const logits = activations[layers.length]
  const gradients: DenseParameters[] = []
  let dZ = mul(sub(softmax(logits), oneHot(labels, logits.shape[1])), 1 / x.shape[0])
  for (let index = layers.length - 1; index >= 0; index--) {
    const a = activations[index]
    gradients[index] = { weights: matMul(a, dZ, true), bias: sum(dZ, [0]) }
    const dA = matMul(dZ, layers[index].weights, false, true)
    dZ = { ...dA, data: dA.data.map((value, entry) => (a.data[entry] > 0 ? value : 0)) }
  }
  return gradients
}
