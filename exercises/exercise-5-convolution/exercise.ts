import { defineExercise } from 'grade-descent/checks/define-exercise'
import { gradient } from 'grade-descent/checks/gradient'
import { manners } from 'grade-descent/checks/manners'
import { precision } from 'grade-descent/checks/precision'
import { timing } from 'grade-descent/checks/timing'
import { values } from 'grade-descent/checks/values'
import { averagePool2d, averagePool2dBackward } from 'grade-descent/engine/ops/average-pool2d'
import { conv2d, conv2dBackward } from 'grade-descent/engine/ops/conv2d'
import { maxPool2d, maxPool2dBackward } from 'grade-descent/engine/ops/max-pool2d'
import type { Tensor } from 'grade-descent/engine/tensor'
import {
  convolutions,
  drawLargeConvolution,
  withUpstream as withUpstreamOfConvolution,
  type ConvolutionBackwardCase,
  type ConvolutionCase,
  type Kind as ConvolutionKind,
  type Options,
} from './checks/draw-convolutions.ts'
import {
  pools,
  ties,
  withUpstream as withUpstreamOfPool,
  type Kind as PoolKind,
  type PoolBackwardCase,
  type PoolCase,
  type PoolOptions,
} from './checks/draw-pools.ts'
import { titles } from './checks/titles.ts'
import { trainingCheck } from './checks/training.ts'
import { hints } from './hints.ts'

const convolutionFile = 'convolution.ts'
const poolingFile = 'pooling.ts'

function convolutionGradient(kind: ConvolutionKind) {
  return {
    ...convolutions(kind),
    forward: conv2d,
    variables: (x: Tensor, filter: Tensor, bias: Tensor) => ({ dX: x, dFilter: filter, dBias: bias }),
    backwardInputs: ([x, filter, , options]: ConvolutionCase, dOut: Tensor): ConvolutionBackwardCase => [
      dOut,
      x,
      filter,
      options,
    ],
    own: {
      part: 'conv2d',
      inputs: (x: Tensor, filter: Tensor, bias: Tensor, options: Options): ConvolutionCase => [
        x,
        filter,
        bias,
        options,
      ],
    },
  }
}

function poolGradient(part: string, forward: (x: Tensor, options: PoolOptions) => Tensor, kind: PoolKind) {
  return {
    ...pools(kind),
    forward,
    variables: (x: Tensor) => ({ '': x }),
    backwardInputs: ([x, options]: PoolCase, dOut: Tensor): PoolBackwardCase => [dOut, x, options],
    own: { part, inputs: (x: Tensor, options: PoolOptions): PoolCase => [x, options] },
  }
}

const backwardCases = { draw: withUpstreamOfConvolution(convolutions('plain').draw) }
const poolBackwardCases = { draw: withUpstreamOfPool(pools('sideBySide').draw) }

export default defineExercise({
  title: { en: 'Convolution', zh: '卷积' },
  gives: [
    'relu',
    'reluBackward',
    'sigmoid',
    'sigmoidBackward',
    'tanh',
    'tanhBackward',
    'softmax',
    'softmaxBackward',
    'dense',
    'denseBackward',
    'softmaxCrossEntropy',
    'softmaxCrossEntropyBackward',
    'meanSquaredError',
    'meanSquaredErrorBackward',
  ],
  hints,
  limits: { callMs: 5000 },
  parts: {
    conv2d: {
      file: convolutionFile,
      reference: conv2d,
      formula:
        'out[n, i, j, f] = bias[f] + sum(x[n, i * s1 + a - top, j * s2 + b - left, c] * filter[a, b, c, f], a, b, c)',
    },
    conv2dBackward: {
      file: convolutionFile,
      reference: conv2dBackward,
      formula:
        '[dFilter[a, b, c, f] = sum(x[n, i * s1 + a - top, j * s2 + b - left, c] * dOut[n, i, j, f], n, i, j), dBias[f] = sum(dOut[n, i, j, f], n, i, j)]',
    },
    maxPool2d: {
      file: poolingFile,
      reference: maxPool2d,
      formula: 'out[n, i, j, c] = max(x[n, i * s1 + a, j * s2 + b, c], a, b)',
    },
    maxPool2dBackward: {
      file: poolingFile,
      reference: maxPool2dBackward,
      formula: 'dX[n, r, q, c] = sum(dOut[n, i, j, c] * (winner[n, i, j, c] == [r, q]), i, j)',
    },
    averagePool2d: {
      file: poolingFile,
      reference: averagePool2d,
      formula: 'out[n, i, j, c] = 1 / (p1 * p2) * sum(x[n, i * s1 + a, j * s2 + b, c], a, b)',
    },
    averagePool2dBackward: {
      file: poolingFile,
      reference: averagePool2dBackward,
      formula: 'dX[n, r, q, c] = 1 / (p1 * p2) * sum(dOut[n, i, j, c], i, j)',
    },
  },
  checks: [
    values<ConvolutionCase>('conv2d', { points: 9, title: titles.convolution, ...convolutions('plain') }),
    values<ConvolutionCase>('conv2d', {
      name: 'strides',
      points: 5,
      title: titles.convolutionStrides,
      ...convolutions('strided'),
    }),
    values<ConvolutionCase>('conv2d', {
      name: 'same',
      points: 6,
      title: titles.convolutionSame,
      needs: ['conv2d-strides'],
      ...convolutions('padded'),
    }),
    precision<ConvolutionCase>('conv2d', {
      points: 1,
      title: titles.precision,
      draw: convolutions('plain').draw,
    }),
    manners<ConvolutionCase>('conv2d', { points: 1, title: titles.manners, draw: convolutions('plain').draw }),

    gradient<ConvolutionCase>('conv2dBackward', {
      points: 13,
      title: titles.convolutionBackward,
      needs: ['conv2d-values'],
      ...convolutionGradient('plain'),
    }),
    gradient<ConvolutionCase>('conv2dBackward', {
      name: 'strides',
      points: 6,
      title: titles.convolutionBackwardStrides,
      needs: ['conv2d-strides'],
      ...convolutionGradient('strided'),
    }),
    gradient<ConvolutionCase>('conv2dBackward', {
      name: 'same',
      points: 6,
      title: titles.convolutionBackwardSame,
      needs: ['conv2dBackward-strides', 'conv2d-same'],
      ...convolutionGradient('padded'),
    }),
    precision<ConvolutionBackwardCase>('conv2dBackward', { points: 1, title: titles.precision, ...backwardCases }),
    manners<ConvolutionBackwardCase>('conv2dBackward', { points: 1, title: titles.manners, ...backwardCases }),

    values<PoolCase>('maxPool2d', { points: 6, title: titles.maxPool, ...pools('sideBySide') }),
    values<PoolCase>('maxPool2d', {
      name: 'strides',
      points: 2,
      title: titles.maxPoolStrides,
      ...pools('strided'),
    }),
    precision<PoolCase>('maxPool2d', { points: 1, title: titles.precision, draw: pools('sideBySide').draw }),
    manners<PoolCase>('maxPool2d', { points: 1, title: titles.manners, draw: pools('sideBySide').draw }),

    gradient<PoolCase>('maxPool2dBackward', {
      points: 6,
      title: titles.maxPoolBackward,
      needs: ['maxPool2d-values'],
      ...poolGradient('maxPool2d', maxPool2d, 'sideBySide'),
    }),
    values<PoolBackwardCase>('maxPool2dBackward', {
      name: 'ties',
      kind: 'property',
      points: 2,
      title: titles.ties,
      cases: ties.cases,
      draw: withUpstreamOfPool(ties.draw),
    }),
    gradient<PoolCase>('maxPool2dBackward', {
      name: 'strides',
      points: 2,
      title: titles.poolBackwardStrides,
      needs: ['maxPool2d-strides'],
      ...poolGradient('maxPool2d', maxPool2d, 'strided'),
    }),
    precision<PoolBackwardCase>('maxPool2dBackward', { points: 1, title: titles.precision, ...poolBackwardCases }),
    manners<PoolBackwardCase>('maxPool2dBackward', { points: 1, title: titles.manners, ...poolBackwardCases }),

    values<PoolCase>('averagePool2d', { points: 3, title: titles.averagePool, ...pools('sideBySide') }),
    values<PoolCase>('averagePool2d', {
      name: 'strides',
      points: 1,
      title: titles.averagePoolStrides,
      ...pools('strided'),
    }),
    precision<PoolCase>('averagePool2d', { points: 1, title: titles.precision, draw: pools('sideBySide').draw }),
    manners<PoolCase>('averagePool2d', { points: 1, title: titles.manners, draw: pools('sideBySide').draw }),

    gradient<PoolCase>('averagePool2dBackward', {
      points: 4,
      title: titles.averagePoolBackward,
      needs: ['averagePool2d-values'],
      ...poolGradient('averagePool2d', averagePool2d, 'sideBySide'),
    }),
    gradient<PoolCase>('averagePool2dBackward', {
      name: 'strides',
      points: 2,
      title: titles.poolBackwardStrides,
      needs: ['averagePool2d-strides'],
      ...poolGradient('averagePool2d', averagePool2d, 'strided'),
    }),
    precision<PoolBackwardCase>('averagePool2dBackward', {
      points: 1,
      title: titles.precision,
      ...poolBackwardCases,
    }),
    manners<PoolBackwardCase>('averagePool2dBackward', { points: 1, title: titles.manners, ...poolBackwardCases }),

    timing<ConvolutionCase>('conv2d', {
      points: 2,
      title: titles.convolutionTiming,
      needs: ['conv2d-same'],
      draw: drawLargeConvolution,
      budget: 40,
    }),
    timing<ConvolutionBackwardCase>('conv2dBackward', {
      points: 3,
      title: titles.convolutionBackwardTiming,
      needs: ['conv2dBackward-same'],
      draw: withUpstreamOfConvolution(drawLargeConvolution),
      budget: 40,
    }),
    trainingCheck(10),
  ],
})
