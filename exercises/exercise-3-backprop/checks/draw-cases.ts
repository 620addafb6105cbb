import { drawTensor } from 'grade-descent/checks/draw'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import type { NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { Random } from 'grade-descent/engine/random'
import { zeros, type DType, type Tensor } from 'grade-descent/engine/tensor'

export type DenseCase = [x: Tensor, parameters: DenseParameters]
export type NetworkCase = [parameters: NetworkParameters, x: Tensor, target: Tensor]
export type MlpCase = [layers: DenseParameters[], x: Tensor]
export type StepCase = [parameter: Tensor, gradient: Tensor, learningRate: number]
export type TrainCase = [...NetworkCase, options: { learningRate: number; steps: number }]

/** Batch, inputs, outputs. */
const denseShapes = [
  [3, 5, 7],
  [5, 7, 3],
  [1, 3, 5],
]

/** Never 2: there the 2/N of the squared error is 1. */
const networkBatches = [5, 1, 7]

/** Batch, then the width of the input and of each layer. */
const mlpShapes = [
  [3, 5, 7],
  [5, 3, 7, 9],
  [1, 7, 9, 5, 3],
  [3, 5, 9, 3, 7, 11],
]

const stepShapes = [[7], [3, 5], [2, 3, 5], [3, 1, 2, 5], [1]]

export function drawDense(random: Random, index: number): DenseCase {
  const [batch, inputs, outputs] = denseShapes[index]
  return [drawTensor(random, [batch, inputs]), drawLayer(random, inputs, outputs)]
}

export function drawNetwork(random: Random, index: number): NetworkCase {
  const batch = networkBatches[index % networkBatches.length]
  return [drawNetworkParameters(random), drawTensor(random, [batch, 2]), drawTarget(random, batch)]
}

export function drawMlp(random: Random, index: number): MlpCase {
  const [batch, ...widths] = mlpShapes[index]
  return drawMlpOf(random, batch, widths)
}

/** Of two layers or more, so that their order could be changed. */
export function drawDeepMlp(random: Random, index: number): MlpCase {
  return drawMlp(random, index + 1)
}

/** About as large as the network that the accuracy check trains. */
export function drawLargeMlp(random: Random): [...MlpCase, dOut: Tensor] {
  return [...drawMlpOf(random, 32, [768, 32, 10], 'float32'), drawTensor(random, [32, 10], { dtype: 'float32' })]
}

export function drawStep(random: Random, index: number): StepCase {
  const shape = stepShapes[index]
  return [drawTensor(random, shape), drawTensor(random, shape), random.uniform(0.05, 0.5)]
}

/** Steps large enough that the losses and the parameters move visibly. */
export function drawTraining(random: Random, index: number): TrainCase {
  return [...drawNetwork(random, 2 * index), { learningRate: random.uniform(0.5, 1), steps: 7 }]
}

function drawMlpOf(random: Random, batch: number, widths: readonly number[], dtype: DType = 'float64'): MlpCase {
  const layers = widths.slice(1).map((outputs, layer) => drawLayer(random, widths[layer], outputs, dtype))
  return [layers, drawTensor(random, [batch, widths[0]], { dtype })]
}

/** Weights that keep the size of what passes through them. */
function drawLayer(random: Random, inputs: number, outputs: number, dtype: DType = 'float64'): DenseParameters {
  return {
    weights: drawTensor(random, [inputs, outputs], { scale: Math.sqrt(2 / inputs), dtype }),
    bias: drawTensor(random, [outputs], { scale: 0.5, dtype }),
  }
}

function drawNetworkParameters(random: Random): NetworkParameters {
  const hidden = drawLayer(random, 2, 3)
  const output = drawLayer(random, 3, 1)
  return { weights1: hidden.weights, bias1: hidden.bias, weights2: output.weights, bias2: output.bias }
}

function drawTarget(random: Random, batch: number): Tensor {
  const target = zeros([batch, 1], 'float64')
  for (let sample = 0; sample < batch; sample++) target.data[sample] = random.uniform()
  return target
}
