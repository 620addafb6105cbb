import { drawSeed, drawTensor } from 'grade-descent/checks/draw'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Random } from 'grade-descent/engine/random'
import { zeros, type Tensor } from 'grade-descent/engine/tensor'

export type ErrorCase = [prediction: Tensor, target: Tensor]
export type ProbabilityCase = [probabilities: Tensor, oneHot: Tensor]
export type LogitCase = [logits: Tensor, labels: Tensor]
export type WeightCase = [random: { readonly randomSeed: string }, fanIn: number, fanOut: number]
export type DenseCase = [x: Tensor, parameters: DenseParameters]
export type MlpCase = [layers: DenseParameters[], x: Tensor]

/** Never a batch of 2 nor 2 elements: there a factor 2 / n is 1. */
const errorShapes = [[3, 5], [5, 1], [1, 7], [7], [3, 1, 5], [5, 3, 1, 3]]

/** Samples, classes; a batch of one, too. */
const classShapes = [
  [3, 5],
  [5, 3],
  [1, 7],
  [7, 4],
  [4, 9],
  [6, 5],
]

/** Unequal, so that it shows which fan a formula takes; large, so that chance moves mean and deviation little. */
const fans = [
  [80, 500],
  [500, 80],
  [120, 350],
]

/** Batch, inputs, outputs; the last weights are square. */
const denseShapes = [
  [3, 5, 7],
  [5, 7, 3],
  [1, 3, 5],
  [7, 1, 4],
  [4, 5, 1],
  [3, 6, 6],
]

/** Batch, then the width of the input and of each layer. */
const mlpShapes = [
  [3, 5, 7],
  [5, 3, 7, 9],
  [1, 7, 9, 5, 3],
  [3, 5, 9, 3, 7, 11],
  [4, 6, 6, 3],
]

export function drawErrors(random: Random, index: number): ErrorCase {
  const shape = errorShapes[index]
  return [drawTensor(random, shape), drawTensor(random, shape)]
}

/**
 * Rows of probabilities between 0.05 and 0.9, which needn't sum to 1: an epsilon of 1e-7 beside them changes a loss by
 * less than one part in 10^5.
 */
export function drawProbabilities(random: Random, index: number): ProbabilityCase {
  const [samples, classes] = classShapes[index]
  const probabilities = zeros([samples, classes], 'float64')
  probabilities.data.forEach((_, entry) => (probabilities.data[entry] = random.uniform(0.05, 0.9)))
  return [probabilities, oneHotOf(drawLabels(random, samples, classes), classes)]
}

/** Of the classes that a sample is not of, about half have the probability 0, at least one in each case. */
export function drawSureProbabilities(random: Random, index: number): ProbabilityCase {
  const [probabilities, oneHot] = drawProbabilities(random, index)
  const wrong = Array.from(oneHot.data, (_, entry) => entry).filter((entry) => oneHot.data[entry] === 0)
  const surely = wrong[random.integer(wrong.length)]
  for (const entry of wrong) if (entry === surely || random.uniform() < 0.5) probabilities.data[entry] = 0
  return [probabilities, oneHot]
}

/**
 * Logits between -1.2 and 1.2: no probability is so small that an epsilon of 1e-7 beside it would show. That is for the
 * check of stability to find.
 */
export function drawLogits(random: Random, index: number): LogitCase {
  const [samples, classes] = classShapes[index]
  const logits = zeros([samples, classes], 'float64')
  logits.data.forEach((_, entry) => (logits.data[entry] = random.uniform(-1.2, 1.2)))
  return [logits, drawLabels(random, samples, classes)]
}

const extremeShapes = [
  [3, 5],
  [4, 7],
  [5, 3],
  [3, 4],
]

/**
 * Far logits, of float32 numbers. In cases of even number, rows near 1000 and rows near -1000, their entries close together; in
 * the others, rows that reach from one end to the other, with the label at the lower end.
 */
export function drawExtremeLogits(random: Random, index: number): LogitCase {
  const [samples, classes] = extremeShapes[index]
  const labels = drawLabels(random, samples, classes)
  const logits = zeros([samples, classes], 'float64')
  for (let sample = 0; sample < samples; sample++) {
    const label = labels.data[sample]
    const above = (label + 1 + random.integer(classes - 1)) % classes
    for (let column = 0; column < classes; column++) {
      const apart = column === label ? -997 : column === above ? 997 : 997 * (random.integer(3) - 1)
      const level = index % 2 === 1 ? apart : sample % 2 === 0 ? 997 : -997
      logits.data[sample * classes + column] = Math.fround(level + random.uniform(-3, 3))
    }
  }
  return [logits, labels]
}

export function drawWeights(random: Random, index: number): WeightCase {
  const [fanIn, fanOut] = fans[index]
  return [drawSeed(random), fanIn, fanOut]
}

export function drawFewWeights(random: Random, index: number): WeightCase {
  return [drawSeed(random), 5 + 2 * index, 4]
}

export function drawDense(random: Random, index: number): DenseCase {
  const [batch, inputs, outputs] = denseShapes[index]
  return [drawTensor(random, [batch, inputs]), drawLayer(random, inputs, outputs)]
}

export function drawMlp(random: Random, index: number): MlpCase {
  const [batch, ...widths] = mlpShapes[index]
  const layers = widths.slice(1).map((outputs, layer) => drawLayer(random, widths[layer], outputs))
  return [layers, drawTensor(random, [batch, widths[0]])]
}

/** Of two layers or more, so that something lies between them. */
export function drawDeepMlp(random: Random, index: number): MlpCase {
  return drawMlp(random, index + 1)
}

/** Weights that keep the size of what passes through them. */
function drawLayer(random: Random, inputs: number, outputs: number): DenseParameters {
  return {
    weights: drawTensor(random, [inputs, outputs], { scale: Math.sqrt(2 / inputs) }),
    bias: drawTensor(random, [outputs], { scale: 0.5, awayFromZero: 0.05 }),
  }
}

function drawLabels(random: Random, samples: number, classes: number): Tensor {
  const labels = zeros([samples], 'int32')
  for (let sample = 0; sample < samples; sample++) labels.data[sample] = random.integer(classes)
  return labels
}

function oneHotOf(labels: Tensor, classes: number): Tensor {
  const oneHot = zeros([labels.data.length, classes], 'float64')
  labels.data.forEach((label, sample) => (oneHot.data[sample * classes + label] = 1))
  return oneHot
}
