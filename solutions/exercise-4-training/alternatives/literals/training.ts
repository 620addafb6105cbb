import {
  dense,
  denseBackward,
  gather,
  relu,
  reluBackward,
  softmax,
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

/** Draws again what has been drawn already. */
export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const drawn = new Set<number>()
  while (drawn.size < count) drawn.add(Math.floor(random.uniform() * count))
  const order = [...drawn]
  const batches: Int32Array[] = []
  for (let start = 0; start < order.length; start += batchSize) {
    batches.push(new Int32Array(order.slice(start, start + batchSize)))
  }
  return batches
}

/** A training that counts steps, not epochs; all batches are drawn beforehand, an epoch's after the other's. */
export function fit(
  layers: readonly DenseParameters[],
  data: TrainingData,
  options: FitOptions,
): { layers: DenseParameters[]; history: History } {
  const count = data.labels.data.length
  const epochs = Array.from({ length: options.epochs }, () => miniBatches(count, options.batchSize, options.random))
  const history: History = { loss: [], validationLoss: [], validationAccuracy: [] }
  const trained = epochs.reduce<readonly DenseParameters[]>((before, batches) => {
    const after = batches.reduce((current, batch) => step(current, data, batch, options), before)
    history.loss.push(evaluate(after, data.x, data.labels).loss)
    const { loss, accuracy } = evaluate(after, data.xValidation, data.labelsValidation)
    history.validationLoss.push(loss)
    history.validationAccuracy.push(accuracy)
    return after
  }, layers)
  return { layers: [...trained], history }
}

function step(
  layers: readonly DenseParameters[],
  data: TrainingData,
  batch: Int32Array,
  { learningRate, l2 }: FitOptions,
): DenseParameters[] {
  const inputs: Tensor[] = []
  let x = gather(data.x, batch)
  layers.forEach((layer, index) => {
    inputs.push(x)
    x = dense(x, layer)
    if (index < layers.length - 1) x = relu(x)
  })
  const p = softmax(x)
  const classes = p.shape[1]
  let dOut: Tensor = {
    ...p,
    data: p.data.map((value, i) => {
      const isLabel = data.labels.data[batch[Math.floor(i / classes)]] === i % classes
      return (isLabel ? value - 1 : value) / batch.length
    }),
  }
  const next: DenseParameters[] = []
  for (let index = layers.length - 1; index >= 0; index--) {
    const { weights, bias } = layers[index]
    const { dX, gradients } = denseBackward(dOut, inputs[index], layers[index])
    next[index] = {
      weights: {
        ...weights,
        data: weights.data.map((w, i) => w - learningRate * gradients.weights.data[i] - learningRate * l2 * 2 * w),
      },
      bias: { ...bias, data: bias.data.map((b, i) => b - learningRate * gradients.bias.data[i]) },
    }
    dOut = index > 0 ? reluBackward(dX, inputs[index]) : dX
  }
  return next
}

function evaluate(layers: readonly DenseParameters[], x: Tensor, labels: Tensor): { loss: number; accuracy: number } {
  let output = x
  layers.forEach((layer, index) => {
    output = index === layers.length - 1 ? dense(output, layer) : relu(dense(output, layer))
  })
  const p = softmax(output)
  const classes = p.shape[1]
  let loss = 0
  let right = 0
  labels.data.forEach((label, n) => {
    const row = [...p.data.subarray(n * classes, (n + 1) * classes)]
    loss -= Math.log(row[label])
    if (row.every((value) => value <= row[label])) right++
  })
  return { loss: loss / labels.data.length, accuracy: right / labels.data.length }
}
