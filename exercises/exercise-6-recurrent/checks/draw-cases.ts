import { drawTensor } from 'grade-descent/checks/draw'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { Random } from 'grade-descent/engine/random'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zeros, type DType, type Tensor } from 'grade-descent/engine/tensor'

export type StepCase = [x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters]
export type SequenceCase = [x: Tensor, h0: Tensor, parameters: RecurrentParameters]
export type LstmCase = [x: Tensor, previous: LstmState, parameters: RecurrentParameters]
export type ClipCase = [gradients: Tensor[], maxNorm: number]

/** Gates of an LSTM: input, forget, cell, output. */
const lstmGates = 4

/** Batch, inputs, units. */
const stepShapes = [
  [3, 5, 7],
  [5, 7, 3],
  [1, 3, 5],
]

const lstmShapes = [
  [3, 5, 7],
  [5, 3, 1],
  [1, 7, 3],
  [5, 1, 3],
  [3, 7, 5],
]

/** Batch, inputs, units of a sequence; they take turns over the lengths. */
const sequenceShapes = [
  [3, 2, 5],
  [5, 3, 2],
  [2, 5, 3],
  [1, 2, 3],
]

/** One case for each length, from 1 step to 12. */
export const longestSequence = 12

export function drawStep(random: Random, index: number): StepCase {
  const [batch, inputs, units] = stepShapes[index % stepShapes.length]
  return [
    drawTensor(random, [batch, inputs]),
    drawTensor(random, [batch, units], { scale: 0.7 }),
    drawParameters(random, inputs, units),
  ]
}

/** Index 0 has one step, index 11 twelve. */
export function drawSequence(random: Random, index: number): SequenceCase {
  const [batch, inputs, units] = sequenceShapes[index % sequenceShapes.length]
  return drawSequenceOf(random, batch, index + 1, inputs, units)
}

/** Of several steps and samples, whatever the index. */
export function drawLongSequence(random: Random, index: number): SequenceCase {
  return drawSequence(random, 4 + index)
}

export function drawLstm(random: Random, index: number): LstmCase {
  const [batch, inputs, units] = lstmShapes[index % lstmShapes.length]
  return [
    drawTensor(random, [batch, inputs]),
    { h: drawTensor(random, [batch, units], { scale: 0.7 }), c: drawTensor(random, [batch, units]) },
    drawParameters(random, inputs, units, lstmGates),
  ]
}

/** Biases that drive pre-activations up to +-1000, each gate to both ends; one unit of each gate stays where it is steep. */
export function drawExtremeStep(random: Random, index: number): StepCase {
  const [batch, inputs, units] = stepShapes[index % stepShapes.length]
  const parameters = { ...drawParameters(random, inputs, units), bias: drawExtremeBias(random, units, 1) }
  return [drawTensor(random, [batch, inputs]), drawTensor(random, [batch, units], { scale: 0.7 }), parameters]
}

export function drawExtremeSequence(random: Random, index: number): SequenceCase {
  const [x, h0, parameters] = drawSequenceOf(random, 3, 3 + index, 2, 5)
  return [x, h0, { ...parameters, bias: drawExtremeBias(random, 5, 1) }]
}

export function drawExtremeLstm(random: Random, index: number): LstmCase {
  const [batch, inputs, units] = stepShapes[index % stepShapes.length]
  return [
    drawTensor(random, [batch, inputs]),
    { h: drawTensor(random, [batch, units], { scale: 0.7 }), c: drawTensor(random, [batch, units]) },
    {
      ...drawParameters(random, inputs, units, lstmGates),
      bias: drawExtremeBias(random, units, lstmGates),
    },
  ]
}

/** Long and narrow: what is done again for every step takes far more time than one pass. */
export function drawTimedSequence(random: Random): [dH: Tensor, ...SequenceCase] {
  const [batch, steps, inputs, units] = [8, 256, 12, 16]
  return [
    drawTensor(random, [batch, steps, units], { dtype: 'float32' }),
    ...drawSequenceOf(random, batch, steps, inputs, units, 'float32'),
  ]
}

/** Shapes of the gradients, and the joint norm as a multiple of maxNorm. */
const clipCases: { shapes: number[][]; ratio: number }[] = [
  { shapes: [[3, 5], [5, 5], [5]], ratio: 3 },
  { shapes: [[7, 3], [3]], ratio: 0.9 },
  { shapes: [[5], [2, 3, 1], [3, 7], [2, 1, 3, 2]], ratio: 1.2 },
  { shapes: [[3, 5]], ratio: 40 },
  { shapes: [[2, 3], [5, 2], [7]], ratio: 0.3 },
  { shapes: [[5, 3], [3]], ratio: 0 },
]

/** Norms well above 1, so that a 1e-6 beside the norm does not show. */
export function drawClip(random: Random, index: number): ClipCase {
  const { shapes, ratio } = clipCases[index % clipCases.length]
  const drawn = shapes.map((shape) => drawTensor(random, shape, { scale: 4, awayFromZero: 2 }))
  const norm = Math.sqrt(drawn.reduce((total, { data }) => data.reduce((sum, value) => sum + value * value, total), 0))
  if (ratio === 0) return [shapes.map((shape) => zeros(shape, 'float64')), random.uniform(1, 5)]
  return [drawn, norm / ratio]
}

/** Of several tensors that are clipped, whatever the index. */
export function drawClipped(random: Random, index: number): ClipCase {
  return drawClip(random, index % 2 === 0 ? 0 : 2)
}

function drawSequenceOf(
  random: Random,
  batch: number,
  steps: number,
  inputs: number,
  units: number,
  dtype: DType = 'float64',
): SequenceCase {
  return [
    drawTensor(random, [batch, steps, inputs], { dtype }),
    drawTensor(random, [batch, units], { scale: 0.7, dtype }),
    drawParameters(random, inputs, units, 1, dtype),
  ]
}

/** Weights that keep most units where tanh is steep, so that gradients live through twelve steps. */
function drawParameters(
  random: Random,
  inputs: number,
  units: number,
  gates = 1,
  dtype: DType = 'float64',
): RecurrentParameters {
  const columns = gates * units
  return {
    inputWeights: drawTensor(random, [inputs, columns], { scale: 0.5 / Math.sqrt(inputs), dtype }),
    recurrentWeights: drawTensor(random, [units, columns], { scale: 1 / Math.sqrt(units), dtype }),
    bias: drawTensor(random, [columns], { scale: 0.3, dtype }),
  }
}

/** float32 numbers, so that an answer in float32 loses its precision check and no other. */
function drawExtremeBias(random: Random, units: number, gates: number): Tensor {
  const bias = zeros([gates * units], 'float64')
  const reach = [30, 400, 990]
  for (let gate = 0; gate < gates; gate++) {
    const [highest, lowest, steep] = random.permutation(units)
    for (let unit = 0; unit < units; unit++) {
      bias.data[gate * units + unit] = Math.fround(random.uniform(-1, 1) * reach[random.integer(reach.length)])
    }
    bias.data[gate * units + highest] = 990
    bias.data[gate * units + lowest] = -990
    bias.data[gate * units + steep] = Math.fround(random.uniform(-0.5, 0.5))
  }
  return bias
}
