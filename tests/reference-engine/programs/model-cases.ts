import * as fc from 'fast-check'
import type { Layer } from '../../../reference-engine/layers/layer.ts'
import { activation } from '../../../reference-engine/layers/activation.ts'
import type { ActivationName } from '../../../reference-engine/layers/activations.ts'
import { averagePooling2d } from '../../../reference-engine/layers/average-pooling2d.ts'
import { conv2d } from '../../../reference-engine/layers/conv2d.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { dropout } from '../../../reference-engine/layers/dropout.ts'
import { flatten } from '../../../reference-engine/layers/flatten.ts'
import { globalAveragePooling2d } from '../../../reference-engine/layers/global-average-pooling2d.ts'
import { lstm } from '../../../reference-engine/layers/lstm.ts'
import { maxPooling2d } from '../../../reference-engine/layers/max-pooling2d.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import type { Kernels } from '../../../reference-engine/kernels/kernels.ts'
import { float64Weights } from '../kernels/float64-weights.ts'

/** A model to be made twice, with kernels and without, and the samples that it is given. */
export type ModelCase = {
  name: string
  inputShape: readonly number[]
  samples: number
  layers: () => Layer[]
}

export function makeModel({ layers, inputShape }: ModelCase, kernels?: Kernels): Sequential {
  const model = new Sequential({ seed: 'kernels', kernels, layers: layers() })
  model.build(inputShape)
  if (kernels?.dtype === 'float64') model.setWeights(float64Weights(model.getWeights()))
  return model
}

const pair = (max: number) => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }))
const samples = fc.integer({ min: 1, max: 9 })
const channels = fc.integer({ min: 1, max: 11 })
const activationName = fc.constantFrom<ActivationName>('linear', 'relu', 'sigmoid', 'tanh', 'leakyRelu')
const padding = fc.constantFrom('valid' as const, 'same' as const)

/** Two convolutions, so that gradients with respect to an input count, of every stride, padding, dilation and number of channels. */
export const convolutionCases: fc.Arbitrary<ModelCase> = fc
  .record({
    samples,
    size: fc.tuple(fc.integer({ min: 9, max: 12 }), fc.integer({ min: 9, max: 12 })),
    channels,
    filters: fc.tuple(channels, channels),
    kernels: fc.tuple(pair(3), pair(3)),
    strides: pair(4),
    dilations: pair(2),
    paddings: fc.tuple(
      padding,
      fc.oneof(
        padding,
        fc.constant([
          [1, 2],
          [0, 3],
        ] as const),
      ),
    ),
    activations: fc.tuple(activationName, activationName),
    useBias: fc.boolean(),
  })
  .map((drawn) => ({
    name: JSON.stringify(drawn),
    inputShape: [...drawn.size, drawn.channels],
    samples: drawn.samples,
    layers: () => [
      conv2d({
        filters: drawn.filters[0],
        kernelSize: drawn.kernels[0],
        padding: drawn.paddings[0],
        dilationRate: drawn.dilations,
        activation: drawn.activations[0],
        useBias: drawn.useBias,
      }),
      conv2d({
        filters: drawn.filters[1],
        kernelSize: drawn.kernels[1],
        strides: drawn.strides,
        padding: drawn.paddings[1],
        activation: drawn.activations[1],
      }),
      flatten(),
      dense({ units: 3 }),
    ],
  }))

/** Windows of 3 x 3 over many channels, which are computed by Winograd's filtering; images with odd sides, and as small as one window. */
export const winogradCases: fc.Arbitrary<ModelCase> = fc
  .record({
    /** 17: pieces of 5, 5, 5 and 2 samples. */
    samples: fc.constantFrom(1, 2, 5, 17),
    size: fc.tuple(fc.integer({ min: 5, max: 7 }), fc.integer({ min: 5, max: 7 })),
    channels: fc.constantFrom(16, 17, 20, 24, 33),
    /** The image itself has the channels, and something may be dropped from it; else a convolution gives them. */
    raw: fc.boolean(),
    rate: fc.constantFrom(0, 0.3),
    filters: fc.constantFrom(3, 8, 17),
    padding,
    activations: fc.tuple(activationName, activationName),
    useBias: fc.boolean(),
  })
  .map((drawn) => ({
    name: JSON.stringify(drawn),
    inputShape: [...drawn.size, drawn.raw ? drawn.channels : 3],
    samples: drawn.samples,
    layers: () => [
      ...(drawn.rate > 0 ? [dropout({ rate: drawn.rate })] : []),
      conv2d({ filters: drawn.channels, kernelSize: 3, padding: 'same', activation: drawn.activations[0] }),
      conv2d({
        filters: drawn.filters,
        kernelSize: 3,
        padding: drawn.padding,
        activation: drawn.activations[1],
        useBias: drawn.useBias,
      }),
      flatten(),
      dense({ units: 3 }),
    ],
  }))

/** Pools between convolutions; windows that overlap, leave gaps, or reach over the edge. */
export const poolCases: fc.Arbitrary<ModelCase> = fc
  .record({
    samples,
    channels,
    filters: channels,
    pool: pair(3),
    strides: pair(3),
    padding,
    average: fc.boolean(),
    first: fc.boolean(),
    activation: activationName,
    global: fc.boolean(),
  })
  .map((drawn) => {
    const pool = drawn.average ? averagePooling2d : maxPooling2d
    const pooling = () => pool({ poolSize: drawn.pool, strides: drawn.strides, padding: drawn.padding })
    const convolution = () =>
      conv2d({ filters: drawn.filters, kernelSize: 2, padding: 'same', activation: drawn.activation })
    return {
      name: JSON.stringify(drawn),
      inputShape: [7, 6, drawn.channels],
      samples: drawn.samples,
      layers: () => [
        ...(drawn.first ? [pooling(), convolution()] : [convolution(), pooling()]),
        ...(drawn.global ? [globalAveragePooling2d()] : [flatten()]),
        dense({ units: 3 }),
      ],
    }
  })

/** Dense layers, activations as layers of their own, dropout. */
export const denseCases: fc.Arbitrary<ModelCase> = fc
  .record({
    samples,
    inputs: fc.integer({ min: 1, max: 20 }),
    units: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })),
    activation: fc.oneof(activationName, fc.constant<ActivationName>('softmax')),
    rate: fc.constantFrom(0, 0.3, 0.7),
    useBias: fc.boolean(),
  })
  .map((drawn) => ({
    name: JSON.stringify(drawn),
    inputShape: [drawn.inputs],
    samples: drawn.samples,
    layers: () => [
      dense({ units: drawn.units[0], activation: 'relu', useBias: drawn.useBias }),
      dropout({ rate: drawn.rate }),
      dense({ units: drawn.units[1], kernelRegularizer: { l1: 0.01, l2: 0.02 } }),
      activation({ activation: drawn.activation }),
      dense({ units: 3 }),
    ],
  }))

/** One recurrent layer on another, so that every gradient counts. */
export const recurrentCases: fc.Arbitrary<ModelCase> = fc
  .record({
    samples,
    steps: fc.integer({ min: 1, max: 5 }),
    features: fc.integer({ min: 1, max: 9 }),
    units: fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 10 })),
  })
  .map((drawn) => ({
    name: JSON.stringify(drawn),
    inputShape: [drawn.steps, drawn.features],
    samples: drawn.samples,
    layers: () => [
      lstm({ units: drawn.units[0], returnSequences: true }),
      lstm({ units: drawn.units[1] }),
      dense({ units: 3 }),
    ],
  }))

export const modelCases = { convolutionCases, winogradCases, poolCases, denseCases, recurrentCases }
