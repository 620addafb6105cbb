import {
  add,
  argMax,
  dense,
  denseBackward,
  equal,
  relu,
  reluBackward,
  slice,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
  sum,
  tensor,
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

/** Each index is put into a random place among those before it. */
export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  const order: number[] = []
  for (let index = 0; index < count; index++) order.splice(Math.floor(random.uniform() * (index + 1)), 0, index)
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) =>
    Int32Array.from(order.slice(batch * batchSize, batch * batchSize + batchSize)),
  )
}

/** Shuffles the data itself at the beginning of an epoch, then cuts slices from it. */
export function fit(
  layers: readonly DenseParameters[],
  data: TrainingData,
  options: FitOptions,
): { layers: DenseParameters[]; history: History } {
  const trained = layers.map(({ weights, bias }) => ({ weights: copyOf(weights), bias: copyOf(bias) }))
  const history: History = { loss: [], validationLoss: [], validationAccuracy: [] }
  const [count, inputs] = data.x.shape
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const order = options.random.permutation(count)
    const x = copyOf(data.x)
    const labels = copyOf(data.labels)
    order.forEach((from, to) => {
      x.data.set(data.x.data.subarray(from * inputs, (from + 1) * inputs), to * inputs)
      labels.data[to] = data.labels.data[from]
    })
    let total = 0
    for (let start = 0; start < count; start += options.batchSize) {
      const size = Math.min(options.batchSize, count - start)
      total += size * trainOn(trained, slice(x, [start, 0], [size, inputs]), slice(labels, [start], [size]), options)
    }
    history.loss.push(total / count)
    const logits = forward(trained, data.xValidation).pop() as Tensor
    history.validationLoss.push(softmaxCrossEntropy(logits, data.labelsValidation))
    const right = sum(equal(argMax(logits, -1), data.labelsValidation)).data[0]
    history.validationAccuracy.push(right / data.labelsValidation.shape[0])
  }
  return { layers: trained, history }
}

function copyOf({ shape, dtype, data }: Tensor): Tensor {
  return tensor(data.slice(), shape, dtype)
}

function forward(layers: readonly DenseParameters[], x: Tensor): Tensor[] {
  const activations = [x]
  for (const layer of layers.slice(0, -1)) activations.push(relu(dense(activations[activations.length - 1], layer)))
  return [...activations, dense(activations[activations.length - 1], layers[layers.length - 1])]
}

/** One step, in place; the loss before it. */
function trainOn(layers: DenseParameters[], x: Tensor, labels: Tensor, { learningRate, l2 }: FitOptions): number {
  const activations = forward(layers, x)
  const logits = activations[layers.length]
  const loss = softmaxCrossEntropy(logits, labels)
  let dOut = softmaxCrossEntropyBackward(logits, labels)
  for (const index of [...layers.keys()].reverse()) {
    const { weights, bias } = layers[index]
    const { dX, gradients } = denseBackward(dOut, activations[index], layers[index])
    // Before the weights move: dX was made with the old ones.
    if (index > 0) dOut = reluBackward(dX, activations[index])
    const penalised = add(gradients.weights, { ...weights, data: weights.data.map((w) => 2 * l2 * w) })
    penalised.data.forEach((g, i) => (weights.data[i] -= learningRate * g))
    gradients.bias.data.forEach((g, i) => (bias.data[i] -= learningRate * g))
  }
  return loss
}
