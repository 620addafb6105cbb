import { drawTensor, drawUpstream } from 'grade-descent/checks/draw'
import type { NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Random } from 'grade-descent/engine/random'
import { zeros, type Tensor } from 'grade-descent/engine/tensor'

export type Forward = [x: Tensor]
export type Backward = [dOut: Tensor, x: Tensor]
export type Loss = [prediction: Tensor, target: Tensor]
export type CrossEntropyCase = [probabilities: Tensor, oneHot: Tensor]
export type DenseCase = [x: Tensor, parameters: DenseParameters]
export type DenseBackwardCase = [dOut: Tensor, x: Tensor, parameters: DenseParameters]
export type ForwardCase = [parameters: NetworkParameters, x: Tensor]
export type NetworkCase = [parameters: NetworkParameters, x: Tensor, target: Tensor]
export type TrainCase = [...NetworkCase, options: { learningRate: number; steps: number }]

const shapes = [[3, 5], [7], [1, 5], [2, 3, 5], [3, 1, 2, 5], [1]]

/** The first extent is never that of all entries, and their number never 2: there 2 / n is 1. */
const lossShapes = [
  [5, 3],
  [3, 7],
  [1, 3],
  [3, 2, 5],
]

/** Samples, classes. */
const classShapes = [
  [5, 3],
  [3, 7],
  [1, 5],
  [7, 3],
]

/** Batch, inputs, outputs. */
const denseShapes = [
  [3, 5, 7],
  [5, 7, 3],
  [1, 3, 5],
]

/** Never 2: there the 2/N of the squared error is 1. */
const networkBatches = [5, 1, 7]

export function drawEntries(random: Random, index: number): Forward {
  return [drawTensor(random, shapes[index], { scale: 1.5, awayFromZero: 0.01 })]
}

/** About half of the entries are 0; the first always is. */
export function drawKinks(random: Random, index: number): Backward {
  const x = drawTensor(random, shapes[index])
  for (let entry = 0; entry < x.data.length; entry++) if (entry === 0 || random.uniform() < 0.5) x.data[entry] = 0
  return [drawUpstream(random, x.shape), x]
}

/** The draw of a forward's argument, with a gradient that arrives from above. */
export function withUpstream(random: Random, index: number): Backward {
  const [x] = drawEntries(random, index)
  return [drawUpstream(random, x.shape), x]
}

/** Predictions at least 0.1 away from their targets, so that the sign of each entry can be told. */
export function drawLoss(random: Random, index: number): Loss {
  const shape = lossShapes[index]
  const target = drawTensor(random, shape)
  const error = drawTensor(random, shape, { awayFromZero: 0.1 })
  return [{ ...target, data: target.data.map((value, entry) => value + error.data[entry]) }, target]
}

/** Probabilities that sum to 1 in each row, none below 0.06. */
export function drawClasses(random: Random, index: number): CrossEntropyCase {
  const [samples, classes] = classShapes[index]
  const probabilities = zeros([samples, classes], 'float64')
  const oneHot = zeros([samples, classes], 'float64')
  for (let sample = 0; sample < samples; sample++) {
    for (let entry = 0; entry < classes; entry++) {
      probabilities.data[sample * classes + entry] = random.uniform(0.4, 1)
    }
    oneHot.data[sample * classes + random.integer(classes)] = 1
    normalize(probabilities, sample)
  }
  return [probabilities, oneHot]
}

/** As above, but one wrong class of each sample has the probability 0. */
export function drawImpossibleClasses(random: Random, index: number): CrossEntropyCase {
  const [probabilities, oneHot] = drawClasses(random, index)
  const [samples, classes] = oneHot.shape
  for (let sample = 0; sample < samples; sample++) {
    const row = oneHot.data.slice(sample * classes, (sample + 1) * classes)
    const label = Array.from(row).indexOf(1)
    probabilities.data[sample * classes + ((label + 1 + random.integer(classes - 1)) % classes)] = 0
    normalize(probabilities, sample)
  }
  return [probabilities, oneHot]
}

function normalize({ shape: [, classes], data }: Tensor, row: number): void {
  let total = 0
  for (let entry = 0; entry < classes; entry++) total += data[row * classes + entry]
  for (let entry = 0; entry < classes; entry++) data[row * classes + entry] /= total
}

export function drawDense(random: Random, index: number): DenseCase {
  const [batch, inputs, outputs] = denseShapes[index]
  return [drawTensor(random, [batch, inputs]), drawLayer(random, inputs, outputs)]
}

export function drawDenseBackward(random: Random, index: number): DenseBackwardCase {
  const [x, parameters] = drawDense(random, index)
  return [drawUpstream(random, [x.shape[0], parameters.bias.shape[0]]), x, parameters]
}

export function drawForward(random: Random, index: number): ForwardCase {
  const [parameters, x] = drawNetwork(random, index)
  return [parameters, x]
}

export function drawNetwork(random: Random, index: number): NetworkCase {
  const batch = networkBatches[index % networkBatches.length]
  const hidden = drawLayer(random, 2, 3)
  const output = drawLayer(random, 3, 1)
  const parameters = { weights1: hidden.weights, bias1: hidden.bias, weights2: output.weights, bias2: output.bias }
  const x = drawTensor(random, [batch, 2])
  const target = zeros([batch, 1], 'float64')
  for (let sample = 0; sample < batch; sample++) target.data[sample] = random.uniform()
  return [parameters, x, target]
}

/** Steps large enough that the losses and the parameters move visibly. */
export function drawTraining(random: Random, index: number): TrainCase {
  return [...drawNetwork(random, 2 * index), { learningRate: random.uniform(0.5, 1), steps: 7 }]
}

/** Weights that keep the size of what passes through them. */
function drawLayer(random: Random, inputs: number, outputs: number): DenseParameters {
  return {
    weights: drawTensor(random, [inputs, outputs], { scale: Math.sqrt(2 / inputs) }),
    bias: drawTensor(random, [outputs], { scale: 0.5 }),
  }
}
