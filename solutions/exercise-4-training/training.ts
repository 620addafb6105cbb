import {
  add,
  argMax,
  dense,
  denseBackward,
  equal,
  gather,
  mean,
  mul,
  relu,
  reluBackward,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
  sub,
  type Random,
  type Tensor,
} from 'grade-descent/student'
import { l2PenaltyBackward } from './regularization.ts'

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

export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const order = random.permutation(count)
  const batches: Int32Array[] = []
  for (let start = 0; start < count; start += batchSize) batches.push(order.slice(start, start + batchSize))
  return batches
}

export function fit(
  layers: readonly DenseParameters[],
  data: TrainingData,
  options: FitOptions,
): { layers: DenseParameters[]; history: History } {
  const count = data.labels.shape[0]
  const history: History = { loss: [], validationLoss: [], validationAccuracy: [] }
  let current = [...layers]
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    let total = 0
    for (const batch of miniBatches(count, options.batchSize, options.random)) {
      const { loss, gradients } = lossAndGradients(current, gather(data.x, batch), gather(data.labels, batch))
      total += loss * batch.length
      current = stepped(current, gradients, options)
    }
    history.loss.push(total / count)
    const logits = activationsOf(current, data.xValidation)[layers.length]
    history.validationLoss.push(softmaxCrossEntropy(logits, data.labelsValidation))
    history.validationAccuracy.push(mean(equal(argMax(logits, 1), data.labelsValidation)).data[0])
  }
  return { layers: current, history }
}

/** x, then what each layer gives on: after its ReLU, but for the last. */
function activationsOf(layers: readonly DenseParameters[], x: Tensor): Tensor[] {
  const activations = [x]
  for (const [index, layer] of layers.entries()) {
    const z = dense(activations[index], layer)
    activations.push(index < layers.length - 1 ? relu(z) : z)
  }
  return activations
}

function lossAndGradients(
  layers: readonly DenseParameters[],
  x: Tensor,
  labels: Tensor,
): { loss: number; gradients: DenseParameters[] } {
  const activations = activationsOf(layers, x)
  const logits = activations[layers.length]
  const gradients: DenseParameters[] = []
  let dZ = softmaxCrossEntropyBackward(logits, labels)
  for (let index = layers.length - 1; index >= 0; index--) {
    const backward = denseBackward(dZ, activations[index], layers[index])
    gradients.unshift(backward.gradients)
    if (index > 0) dZ = reluBackward(backward.dX, activations[index])
  }
  return { loss: softmaxCrossEntropy(logits, labels), gradients }
}

function stepped(
  layers: readonly DenseParameters[],
  gradients: readonly DenseParameters[],
  { learningRate, l2 }: FitOptions,
): DenseParameters[] {
  return layers.map(({ weights, bias }, index) => ({
    weights: sub(weights, mul(add(gradients[index].weights, l2PenaltyBackward(weights, l2)), learningRate)),
    bias: sub(bias, mul(gradients[index].bias, learningRate)),
  }))
}
