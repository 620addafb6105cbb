import type { Inputs } from 'grade-descent/checks/check-options'
import { curve } from 'grade-descent/checks/curve'
import { defineExercise } from 'grade-descent/checks/define-exercise'
import { gradient } from 'grade-descent/checks/gradient'
import { manners } from 'grade-descent/checks/manners'
import { precision } from 'grade-descent/checks/precision'
import { property } from 'grade-descent/checks/property'
import { values } from 'grade-descent/checks/values'
import { crossEntropy } from 'grade-descent/engine/losses/cross-entropy'
import { meanSquaredError, meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import {
  networkBackward,
  networkForward,
  train,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { dense, denseBackward } from 'grade-descent/engine/ops/dense'
import { relu, reluBackward } from 'grade-descent/engine/ops/relu'
import { sigmoid, sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/engine/tensor'
import { wrongDirection } from './checks/direction.ts'
import {
  drawClasses,
  drawDense,
  drawDenseBackward,
  drawEntries,
  drawForward,
  drawImpossibleClasses,
  drawKinks,
  drawLoss,
  drawNetwork,
  drawTraining,
  withUpstream,
  type Backward,
  type CrossEntropyCase,
  type DenseBackwardCase,
  type DenseCase,
  type Forward,
  type ForwardCase,
  type Loss,
  type NetworkCase,
  type TrainCase,
} from './checks/draw-cases.ts'
import { lessons } from './checks/lessons.ts'
import { titles } from './checks/titles.ts'
import { hints } from './hints.ts'

type Value = Inputs[number]

const file = 'article.ts'

/** What the gradient checks of exercise 1's functions have in common. */
function byInput(forward: (x: Tensor) => Tensor) {
  return {
    draw: drawEntries,
    forward,
    variables: (x: Tensor) => ({ '': x }),
    backwardInputs: ([x]: Forward, dOut: Tensor): Backward => [dOut, x],
  }
}

/** networkBackward gets the cache that the submission's own networkForward made. */
const cache = {
  part: 'networkForward',
  inputs: (parameters: NetworkParameters, x: Tensor): ForwardCase => [parameters, x],
}

const networkCache = {
  draw: drawNetwork,
  cache,
  arguments: ([parameters, x, target]: NetworkCase, kept: Value): Inputs => [parameters, kept, x, target],
}

/** The gradients of some parameters, so that an error is told from those that come after it on the way back. */
function networkGradients(...fields: (keyof NetworkParameters)[]) {
  return {
    fields,
    draw: drawNetwork,
    forward: (parameters: NetworkParameters, x: Tensor, target: Tensor) =>
      meanSquaredError(networkForward(parameters, x).prediction, target),
    variables: (parameters: NetworkParameters) => Object.fromEntries(fields.map((field) => [field, parameters[field]])),
    kinks: (parameters: NetworkParameters, x: Tensor) => [networkForward(parameters, x).z1],
    cache,
    backwardInputs: (drawn: NetworkCase, _dOut: Tensor, kept: Value) => networkCache.arguments(drawn, kept),
  }
}

/** The checks after which every gradient of the network is right. */
const wholeBackward = ['networkBackward-weights2', 'networkBackward-hidden']

export default defineExercise({
  title: { en: 'Debug the article', zh: '给文章改错' },
  faultyStub: true,
  gives: ['sigmoid', 'dense', 'meanSquaredError'],
  hints,
  parts: {
    relu: { file, reference: relu, formula: 'max(0, x)' },
    reluBackward: { file, reference: reluBackward, formula: 'dOut * (x > 0)' },
    sigmoidBackward: { file, reference: sigmoidBackward, formula: 'dOut * sigmoid(x) * (1 - sigmoid(x))' },
    meanSquaredErrorBackward: {
      file,
      reference: meanSquaredErrorBackward,
      formula: 'dPrediction = 2 / n * (prediction - target)',
    },
    crossEntropy: {
      file,
      reference: crossEntropy,
      formula: '-1 / N * sum(y[n, c] * log(p[n, c]), n, c)',
    },
    denseBackward: {
      file,
      reference: denseBackward,
      formula: '[dX = dOut * transpose(weights), dWeights = transpose(x) * dOut, dBias[o] = sum(dOut[n, o], n)]',
    },
    networkForward: {
      file,
      reference: networkForward,
      formula: 'sigmoid(max(0, x * weights1 + bias1) * weights2 + bias2)',
    },
    networkBackward: {
      file,
      reference: networkBackward,
      formula: 'dZ2 = 2 / N * (prediction - target) .* prediction .* (1 - prediction)',
    },
    train: { file, reference: train, formula: 'parameters[k + 1] = parameters[k] - learningRate * gradient[k]' },
  },
  checks: [
    values<Forward>('relu', { points: 6, title: titles.relu, lesson: lessons.relu, draw: drawEntries }),
    precision<Forward>('relu', { points: 1, title: titles.precision, draw: drawEntries }),
    manners<Forward>('relu', { points: 1, title: titles.manners, draw: drawEntries }),

    gradient<Forward>('reluBackward', {
      points: 7,
      title: titles.reluBackward,
      lesson: lessons.reluBackward,
      ...byInput(relu),
      kinks: (x) => [x],
    }),
    values<Backward>('reluBackward', {
      name: 'kink',
      kind: 'property',
      points: 2,
      title: titles.kink,
      cases: 3,
      draw: drawKinks,
    }),
    precision<Backward>('reluBackward', { points: 1, title: titles.precision, draw: withUpstream }),
    manners<Backward>('reluBackward', { points: 1, title: titles.manners, draw: withUpstream }),

    gradient<Forward>('sigmoidBackward', {
      points: 9,
      title: titles.sigmoidBackward,
      lesson: lessons.sigmoidBackward,
      ...byInput(sigmoid),
    }),
    precision<Backward>('sigmoidBackward', { points: 1, title: titles.precision, draw: withUpstream }),
    manners<Backward>('sigmoidBackward', { points: 1, title: titles.manners, draw: withUpstream }),

    property<Loss>('meanSquaredErrorBackward', {
      name: 'direction',
      points: 5,
      title: titles.direction,
      lesson: lessons.direction,
      draw: drawLoss,
      holds: ({ inputs, output }) => wrongDirection(inputs, output as Tensor),
    }),
    gradient<Loss>('meanSquaredErrorBackward', {
      points: 7,
      title: titles.meanSquaredErrorBackward,
      lesson: lessons.meanSquaredErrorBackward,
      cases: 4,
      draw: drawLoss,
      forward: meanSquaredError,
      variables: (prediction) => ({ '': prediction }),
      backwardInputs: ([prediction, target]) => [prediction, target],
    }),
    precision<Loss>('meanSquaredErrorBackward', { points: 1, title: titles.precision, draw: drawLoss }),
    manners<Loss>('meanSquaredErrorBackward', { points: 1, title: titles.manners, draw: drawLoss }),

    values<CrossEntropyCase>('crossEntropy', {
      points: 8,
      title: titles.crossEntropy,
      lesson: lessons.crossEntropy,
      cases: 4,
      // An epsilon of 1e-7 in the logarithm is right.
      relativeTolerance: 1e-5,
      draw: drawClasses,
    }),
    values<CrossEntropyCase>('crossEntropy', {
      name: 'zeros',
      kind: 'property',
      points: 2,
      title: titles.zeros,
      cases: 4,
      relativeTolerance: 1e-5,
      draw: drawImpossibleClasses,
    }),
    manners<CrossEntropyCase>('crossEntropy', { points: 1, title: titles.manners, draw: drawClasses }),

    gradient<DenseCase>('denseBackward', {
      points: 8,
      title: titles.denseBackward,
      lesson: lessons.denseBackward,
      draw: drawDense,
      forward: dense,
      variables: (x, { weights, bias }) => ({ dX: x, 'gradients.weights': weights, 'gradients.bias': bias }),
      backwardInputs: ([x, parameters], dOut) => [dOut, x, parameters],
    }),
    precision<DenseBackwardCase>('denseBackward', { points: 1, title: titles.precision, draw: drawDenseBackward }),
    manners<DenseBackwardCase>('denseBackward', { points: 1, title: titles.manners, draw: drawDenseBackward }),

    // z1 has not met the ReLU yet: an error before it shows whatever the ReLU does.
    values<ForwardCase>('networkForward', {
      name: 'first',
      points: 5,
      title: titles.first,
      lesson: lessons.first,
      fields: ['z1'],
      cases: 3,
      draw: drawForward,
    }),
    values<ForwardCase>('networkForward', {
      points: 2,
      title: titles.networkForward,
      needs: ['relu-values'],
      cases: 3,
      draw: drawForward,
    }),
    precision<ForwardCase>('networkForward', {
      points: 1,
      title: titles.precision,
      needs: ['networkForward-values'],
      draw: drawForward,
    }),
    manners<ForwardCase>('networkForward', {
      points: 1,
      title: titles.manners,
      needs: ['networkForward-values'],
      draw: drawForward,
    }),

    gradient<NetworkCase>('networkBackward', {
      name: 'bias2',
      points: 6,
      title: titles.bias2,
      lesson: lessons.bias2,
      needs: [
        'meanSquaredErrorBackward-gradient',
        'sigmoidBackward-gradient',
        'denseBackward-gradient',
        'networkForward-values',
      ],
      ...networkGradients('bias2'),
    }),
    gradient<NetworkCase>('networkBackward', {
      name: 'weights2',
      points: 5,
      title: titles.weights2,
      lesson: lessons.weights2,
      ...networkGradients('weights2'),
    }),
    gradient<NetworkCase>('networkBackward', {
      name: 'hidden',
      points: 6,
      title: titles.hidden,
      lesson: lessons.hidden,
      needs: ['reluBackward-gradient'],
      ...networkGradients('weights1', 'bias1'),
    }),
    precision<NetworkCase>('networkBackward', {
      points: 1,
      title: titles.precision,
      needs: wholeBackward,
      ...networkCache,
    }),
    manners<NetworkCase>('networkBackward', {
      points: 1,
      title: titles.manners,
      needs: wholeBackward,
      ...networkCache,
    }),

    curve<TrainCase>('train', {
      points: 4,
      title: titles.trainCurve,
      needs: wholeBackward,
      draw: drawTraining,
      losses: (result) => (result as unknown as ReturnType<typeof train>).losses,
      steps: 7,
    }),
    values<TrainCase>('train', { points: 2, title: titles.trainValues, cases: 2, draw: drawTraining }),
    manners<TrainCase>('train', { points: 1, title: titles.manners, draw: drawTraining }),
  ],
})
