import { drawSeed, drawTensor } from 'grade-descent/checks/draw'
import type { MlpData } from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import type { MomentumOptions, MomentumState } from 'grade-descent/engine/optimizers/momentum'
import type { RmsPropOptions, RmsPropState } from 'grade-descent/engine/optimizers/rms-prop'
import type { Random } from 'grade-descent/engine/random'
import { zeros, type DType, type Tensor } from 'grade-descent/engine/tensor'

type RandomSeed = ReturnType<typeof drawSeed>
export type MomentumCase = [parameter: Tensor, gradient: Tensor, state: MomentumState, options: MomentumOptions]
export type RmsPropCase = [parameter: Tensor, gradient: Tensor, state: RmsPropState, options: RmsPropOptions]
export type AdamCase = [parameter: Tensor, gradient: Tensor, state: AdamState, options: AdamOptions]
export type ExponentialCase = [initialRate: number, step: number, options: { decayRate: number; decaySteps: number }]
export type StepDecayCase = [initialRate: number, step: number, options: { dropRate: number; dropEvery: number }]
export type PenaltyCase = [weights: Tensor, lambda: number]
export type DropoutCase = [x: Tensor, rate: number, random: RandomSeed, training: boolean]
export type MaskCase = [dOut: Tensor, mask: Tensor]
export type BatchesCase = [count: number, batchSize: number, random: RandomSeed]
export type FitCase = [
  layers: DenseParameters[],
  data: MlpData,
  options: { epochs: number; batchSize: number; learningRate: number; l2: number; random: RandomSeed },
]

const shapes = [[7], [3, 5], [2, 3, 5], [3, 1, 2, 5], [1], [5, 3]]

/** Entries of any sign, none of them near 0, so that no mistake hides behind a tiny one. */
function drawAway(random: Random, shape: readonly number[], dtype?: DType): Tensor {
  return drawTensor(random, shape, { awayFromZero: 0.1, dtype })
}

function drawPositive(random: Random, shape: readonly number[], dtype?: DType): Tensor {
  const drawn = drawAway(random, shape, dtype)
  return { ...drawn, data: drawn.data.map((value) => value * value) }
}

function drawRate(random: Random): number {
  return random.uniform(0.05, 0.3)
}

/** The first case begins with a velocity of zeros. */
export function drawMomentum(random: Random, index: number, dtype?: DType): MomentumCase {
  const shape = shapes[index]
  const velocity = index === 0 ? zeros(shape, dtype ?? 'float64') : drawAway(random, shape, dtype)
  const options = { learningRate: drawRate(random), momentum: random.uniform(0.55, 0.9) }
  return [drawAway(random, shape, dtype), drawAway(random, shape, dtype), { velocity }, options]
}

/** An epsilon large enough to show where it stands. The first case begins with a mean square of zeros. */
export function drawRmsProp(random: Random, index: number, dtype?: DType): RmsPropCase {
  const shape = shapes[index]
  const meanSquare = index === 0 ? zeros(shape, dtype ?? 'float64') : drawPositive(random, shape, dtype)
  const options = {
    learningRate: drawRate(random),
    decay: random.uniform(0.6, 0.9),
    epsilon: random.uniform(0.01, 0.05),
  }
  return [drawAway(random, shape, dtype), drawAway(random, shape, dtype), { meanSquare }, options]
}

/** Updates already done, case by case: the first step, the thousandth, and some between. */
const adamSteps = [0, 999, 1, 4, 19, 99]

export function drawAdam(random: Random, index: number, dtype?: DType): AdamCase {
  const shape = shapes[index]
  const step = adamSteps[index]
  const state = {
    m: step === 0 ? zeros(shape, dtype ?? 'float64') : drawAway(random, shape, dtype),
    v: step === 0 ? zeros(shape, dtype ?? 'float64') : drawPositive(random, shape, dtype),
    step,
  }
  const options = {
    learningRate: drawRate(random),
    beta1: random.uniform(0.7, 0.9),
    beta2: random.uniform(0.99, 0.9995),
    epsilon: random.uniform(0.01, 0.05),
  }
  return [drawAway(random, shape, dtype), drawAway(random, shape, dtype), state, options]
}

/** Steps between the multiples of decaySteps, one at 0 and one on a multiple. */
export function drawExponential(random: Random, index: number): ExponentialCase {
  const decaySteps = 10 + random.integer(90)
  const steps = [0, decaySteps, 3, decaySteps + 7, 3 * decaySteps - 1, 5 * decaySteps + 4]
  return [drawRate(random), steps[index], { decayRate: random.uniform(0.6, 0.95), decaySteps }]
}

/** Just before a drop, on it, and past the middle between two. */
export function drawStepDecay(random: Random, index: number): StepDecayCase {
  const dropEvery = 5 + random.integer(20)
  const steps = [
    0,
    dropEvery - 1,
    dropEvery,
    2 * dropEvery + Math.ceil(0.6 * dropEvery),
    3 * dropEvery - 1,
    4 * dropEvery + 2,
  ]
  return [drawRate(random), steps[index], { dropRate: random.uniform(0.3, 0.7), dropEvery }]
}

/** Never a lambda of 1, of which a power is no other. */
export function drawPenalty(random: Random, index: number): PenaltyCase {
  return [drawAway(random, shapes[index]), random.uniform(0.05, 0.4)]
}

/** About half of the weights are 0 (or -0); the first is. */
export function drawSparse(random: Random, index: number): PenaltyCase {
  const [weights, lambda] = drawPenalty(random, index)
  const data = weights.data.map((value, entry) => (entry === 0 || random.uniform() < 0.5 ? 0 * value : value))
  return [{ ...weights, data }, lambda]
}

const dropoutShapes = [[5, 7], [2, 3, 5], [13]]

export function drawDropout(random: Random, index: number): DropoutCase {
  return [drawAway(random, dropoutShapes[index]), random.uniform(0.2, 0.4), drawSeed(random), true]
}

/** A mask as dropout makes it; its first entry is kept and its last is not, so that both kinds are there. */
export function drawMask(random: Random, index: number): MaskCase {
  const shape = dropoutShapes[index]
  const kept = 1 / (1 - random.uniform(0.2, 0.4))
  const mask = zeros(shape, 'float64')
  const last = mask.data.length - 1
  for (let entry = 0; entry <= last; entry++) {
    mask.data[entry] = entry === 0 || (entry < last && random.uniform() < 0.6) ? kept : 0
  }
  return [drawAway(random, shape), mask]
}

/** Samples, validation samples, widths. */
const fitSizes: readonly { samples: number; validation: number; widths: readonly number[] }[] = [
  { samples: 5, validation: 4, widths: [3, 4, 3] },
  { samples: 7, validation: 3, widths: [4, 5, 3, 4] },
  { samples: 6, validation: 5, widths: [5, 3] },
  { samples: 9, validation: 7, widths: [3, 5, 4] },
]

/** A batch holds all samples, or has room to spare: then nothing depends on their order. */
export function drawFullBatch(random: Random, index: number): FitCase {
  const { samples, validation, widths } = fitSizes[index]
  const options = {
    epochs: [1, 2, 3, 2][index],
    batchSize: samples + [0, 3, 0, 1][index],
    learningRate: random.uniform(0.2, 0.4),
    l2: random.uniform(0.02, 0.06),
    random: drawSeed(random),
  }
  return [drawLayers(random, widths), drawData(random, samples, validation, widths), options]
}

/** Three samples in batches of two, for two epochs: only nine orders differ in what they give. */
export function drawThreeSamples(random: Random): FitCase {
  const widths = [3, 4, 3]
  const options = {
    epochs: 2,
    batchSize: 2,
    learningRate: random.uniform(0.3, 0.5),
    l2: random.uniform(0.02, 0.06),
    random: drawSeed(random),
  }
  return [drawLayers(random, widths), drawData(random, 3, 4, widths), options]
}

function drawLayers(random: Random, widths: readonly number[]): DenseParameters[] {
  return widths.slice(1).map((outputs, layer) => ({
    weights: drawTensor(random, [widths[layer], outputs], { scale: Math.sqrt(2 / widths[layer]) }),
    bias: drawTensor(random, [outputs], { scale: 0.5 }),
  }))
}

function drawData(random: Random, samples: number, validation: number, widths: readonly number[]): MlpData {
  const classes = widths[widths.length - 1]
  return {
    x: drawTensor(random, [samples, widths[0]]),
    labels: drawLabels(random, samples, classes),
    xValidation: drawTensor(random, [validation, widths[0]]),
    labelsValidation: drawLabels(random, validation, classes),
  }
}

/** Every class in turn, in a random order: with two or more classes among them. */
function drawLabels(random: Random, count: number, classes: number): Tensor {
  const labels = zeros([count], 'int32')
  random.permutation(count).forEach((place, turn) => (labels.data[place] = turn % classes))
  return labels
}
