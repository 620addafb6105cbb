import { zeros, zerosLike, type Random, type Tensor } from 'grade-descent/student'

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

/** Fisher and Yates, by hand. */
export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const order = new Int32Array(count)
  for (let i = 0; i < count; i++) order[i] = i
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform(0, i + 1))
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  const batches: Int32Array[] = []
  for (let start = 0; start < count; start += batchSize) batches.push(order.subarray(start, start + batchSize))
  return batches
}

export function fit(
  layers: readonly DenseParameters[],
  data: TrainingData,
  options: FitOptions,
): { layers: DenseParameters[]; history: History } {
  const trained = layers.map(({ weights, bias }) => ({ weights: copied(weights), bias: copied(bias) }))
  const history: History = { loss: [], validationLoss: [], validationAccuracy: [] }
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    let total = 0
    for (const batch of miniBatches(data.x.shape[0], options.batchSize, options.random)) {
      const gradients = trained.map(({ weights, bias }) => ({ weights: zerosLike(weights), bias: zerosLike(bias) }))
      for (const sample of batch) total += accumulate(trained, gradients, data, sample, 1 / batch.length)
      trained.forEach(({ weights, bias }, layer) => {
        for (let i = 0; i < weights.data.length; i++) {
          weights.data[i] -=
            options.learningRate * (gradients[layer].weights.data[i] + 2 * options.l2 * weights.data[i])
        }
        for (let i = 0; i < bias.data.length; i++) {
          bias.data[i] -= options.learningRate * gradients[layer].bias.data[i]
        }
      })
    }
    history.loss.push(total / data.x.shape[0])
    const { loss, accuracy } = measured(trained, data.xValidation, data.labelsValidation)
    history.validationLoss.push(loss)
    history.validationAccuracy.push(accuracy)
  }
  return { layers: trained, history }
}

function copied(t: Tensor): Tensor {
  const copy = zeros(t.shape, t.dtype)
  copy.data.set(t.data)
  return copy
}

/** The activations of one sample, from x to the logits. */
function forward(layers: readonly DenseParameters[], x: Tensor, sample: number): number[][] {
  const inputs = x.shape[1]
  const activations = [Array.from(x.data.subarray(sample * inputs, (sample + 1) * inputs))]
  layers.forEach(({ weights, bias }, layer) => {
    const own = activations[layer]
    const outputs = bias.data.length
    const z: number[] = []
    for (let o = 0; o < outputs; o++) {
      let sum = bias.data[o]
      for (let i = 0; i < own.length; i++) sum += own[i] * weights.data[i * outputs + o]
      z.push(layer < layers.length - 1 && sum < 0 ? 0 : sum)
    }
    activations.push(z)
  })
  return activations
}

function logSumExp(logits: readonly number[]): number {
  const largest = Math.max(...logits)
  let sum = 0
  for (const logit of logits) sum += Math.exp(logit - largest)
  return largest + Math.log(sum)
}

/** Adds one sample's share of the gradients; its loss. */
function accumulate(
  layers: readonly DenseParameters[],
  gradients: readonly DenseParameters[],
  data: TrainingData,
  sample: number,
  share: number,
): number {
  const activations = forward(layers, data.x, sample)
  const logits = activations[layers.length]
  const label = data.labels.data[sample]
  const normalizer = logSumExp(logits)
  let dZ = logits.map((logit, c) => share * (Math.exp(logit - normalizer) - (c === label ? 1 : 0)))
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const own = activations[layer]
    const outputs = dZ.length
    const dX: number[] = []
    for (let o = 0; o < outputs; o++) gradients[layer].bias.data[o] += dZ[o]
    for (let i = 0; i < own.length; i++) {
      let sum = 0
      for (let o = 0; o < outputs; o++) {
        sum += dZ[o] * layers[layer].weights.data[i * outputs + o]
        gradients[layer].weights.data[i * outputs + o] += own[i] * dZ[o]
      }
      dX.push(own[i] > 0 ? sum : 0)
    }
    dZ = dX
  }
  return normalizer - logits[label]
}

function measured(layers: readonly DenseParameters[], x: Tensor, labels: Tensor): { loss: number; accuracy: number } {
  let loss = 0
  let right = 0
  for (let sample = 0; sample < x.shape[0]; sample++) {
    const logits = forward(layers, x, sample)[layers.length]
    loss += logSumExp(logits) - logits[labels.data[sample]]
    if (logits.indexOf(Math.max(...logits)) === labels.data[sample]) right++
  }
  return { loss: loss / x.shape[0], accuracy: right / x.shape[0] }
}
