import type { Inputs } from 'grade-descent/checks/check-options'
import { curve } from 'grade-descent/checks/curve'
import { defineExercise } from 'grade-descent/checks/define-exercise'
import { drawUpstream } from 'grade-descent/checks/draw'
import { gradient } from 'grade-descent/checks/gradient'
import { manners } from 'grade-descent/checks/manners'
import { precision } from 'grade-descent/checks/precision'
import { timing } from 'grade-descent/checks/timing'
import { values } from 'grade-descent/checks/values'
import { dense, denseBackward, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { meanSquaredError } from 'grade-descent/engine/losses/mean-squared-error'
import { mlpBackward, mlpForward, mlpForwardWithCache, type MlpCache } from 'grade-descent/engine/networks/mlp'
import {
  networkBackward,
  networkForward,
  train,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { gradientDescentStep } from 'grade-descent/engine/optimizers/gradient-descent'
import type { Random } from 'grade-descent/engine/random'
import type { Tensor } from 'grade-descent/engine/tensor'
import {
  drawDeepMlp,
  drawDense,
  drawLargeMlp,
  drawMlp,
  drawNetwork,
  drawStep,
  drawTraining,
  type DenseCase,
  type MlpCase,
  type NetworkCase,
  type StepCase,
  type TrainCase,
} from './checks/draw-cases.ts'
import { titles } from './checks/titles.ts'
import { trainingCheck } from './checks/training.ts'
import { hints } from './hints.ts'

type Value = Inputs[number]
type ForwardCase = [parameters: NetworkParameters, x: Tensor]
type DenseBackwardCase = [dOut: Tensor, x: Tensor, parameters: DenseParameters]
type MlpBackwardCase = [...MlpCase, dOut: Tensor]

const file = 'backprop.ts'

function drawForward(random: Random, index: number): ForwardCase {
  const [parameters, x] = drawNetwork(random, index)
  return [parameters, x]
}

function drawDenseBackward(random: Random, index: number): DenseBackwardCase {
  const [x, parameters] = drawDense(random, index)
  return [drawUpstream(random, [x.shape[0], parameters.bias.shape[0]]), x, parameters]
}

function drawMlpBackward(random: Random, index: number): MlpBackwardCase {
  const [layers, x] = drawDeepMlp(random, index)
  return [layers, x, drawUpstream(random, mlpForward(layers, x).shape)]
}

/** What went into the ReLUs. */
function hiddenPreActivations(layers: readonly DenseParameters[], x: Tensor): Tensor[] {
  const { activations } = mlpForwardWithCache(layers, x)
  return layers.slice(0, -1).map((layer, index) => dense(activations[index], layer))
}

/** networkBackward gets the cache that the submission's own networkForward made. */
const networkCache = {
  cache: { part: 'networkForward', inputs: (parameters: NetworkParameters, x: Tensor): ForwardCase => [parameters, x] },
  arguments: ([parameters, x, target]: NetworkCase, cache: Value): Inputs => [parameters, cache, x, target],
}

/** mlpBackward gets the cache that the submission's own mlpForwardWithCache made. */
const mlpCache = {
  cache: { part: 'mlpForwardWithCache', inputs: (layers: DenseParameters[], x: Tensor): MlpCase => [layers, x] },
  arguments: ([layers, , dOut]: MlpBackwardCase, cache: Value): Inputs => [layers, cache, dOut],
}

function lastActivation(cache: Value): Tensor {
  const { activations } = cache as unknown as MlpCache
  return activations[activations.length - 1]
}

function mlpVariables(layers: readonly DenseParameters[], x: Tensor): { [path: string]: Tensor } {
  const parameters = layers.flatMap(({ weights, bias }, index) => [
    [`gradients.${index}.weights`, weights],
    [`gradients.${index}.bias`, bias],
  ])
  return { dX: x, ...(Object.fromEntries(parameters) as { [path: string]: Tensor }) }
}

export default defineExercise({
  title: { en: 'Back-propagation', zh: '反向传播' },
  gives: [
    'relu',
    'reluBackward',
    'sigmoid',
    'sigmoidBackward',
    'dense',
    'meanSquaredError',
    'meanSquaredErrorBackward',
  ],
  hints,
  parts: {
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
    mlpForwardWithCache: {
      file,
      reference: mlpForwardWithCache,
      formula: 'a[k] = max(0, a[k - 1] * weights[k] + bias[k])',
    },
    mlpBackward: {
      file,
      reference: mlpBackward,
      formula: 'dZ[k - 1] = dZ[k] * transpose(weights[k]) .* (a[k - 1] > 0)',
    },
    gradientDescentStep: { file, reference: gradientDescentStep, formula: 'parameter - learningRate * gradient' },
    train: { file, reference: train, formula: 'parameters[k + 1] = parameters[k] - learningRate * gradient[k]' },
  },
  checks: [
    gradient<DenseCase>('denseBackward', {
      points: 12,
      title: titles.denseBackward,
      draw: drawDense,
      forward: dense,
      variables: (x, { weights, bias }) => ({ dX: x, 'gradients.weights': weights, 'gradients.bias': bias }),
      backwardInputs: ([x, parameters], dOut) => [dOut, x, parameters],
    }),
    precision<DenseBackwardCase>('denseBackward', { points: 2, title: titles.precision, draw: drawDenseBackward }),
    manners<DenseBackwardCase>('denseBackward', { points: 2, title: titles.manners, draw: drawDenseBackward }),

    values<ForwardCase>('networkForward', { points: 6, title: titles.networkForward, draw: drawForward }),
    precision<ForwardCase>('networkForward', { points: 2, title: titles.precision, draw: drawForward }),
    manners<ForwardCase>('networkForward', { points: 1, title: titles.manners, draw: drawForward }),

    gradient<NetworkCase>('networkBackward', {
      points: 14,
      title: titles.networkBackward,
      needs: ['networkForward-values'],
      draw: drawNetwork,
      forward: (parameters, x, target) => meanSquaredError(networkForward(parameters, x).prediction, target),
      variables: (parameters) => ({ ...parameters }),
      kinks: (parameters, x) => [networkForward(parameters, x).z1],
      cache: networkCache.cache,
      backwardInputs: (drawn, _dOut, cache) => networkCache.arguments(drawn, cache),
    }),
    precision<NetworkCase>('networkBackward', {
      points: 2,
      title: titles.precision,
      draw: drawNetwork,
      ...networkCache,
    }),
    manners<NetworkCase>('networkBackward', { points: 2, title: titles.manners, draw: drawNetwork, ...networkCache }),

    values<MlpCase>('mlpForwardWithCache', {
      points: 6,
      title: titles.mlpForwardWithCache,
      cases: 4,
      draw: drawMlp,
    }),
    precision<MlpCase>('mlpForwardWithCache', { points: 1, title: titles.precision, draw: drawMlp }),
    manners<MlpCase>('mlpForwardWithCache', { points: 1, title: titles.manners, draw: drawDeepMlp }),

    gradient<MlpCase>('mlpBackward', {
      points: 12,
      title: titles.mlpBackward,
      needs: ['denseBackward-gradient', 'mlpForwardWithCache-values'],
      cases: 4,
      draw: drawMlp,
      forward: mlpForward,
      variables: mlpVariables,
      kinks: hiddenPreActivations,
      cache: mlpCache.cache,
      backwardInputs: ([layers, x], dOut, cache) => mlpCache.arguments([layers, x, dOut], cache),
      own: { part: 'mlpForwardWithCache', inputs: (layers, x) => [layers, x], output: lastActivation },
    }),
    precision<MlpBackwardCase>('mlpBackward', {
      points: 1,
      title: titles.precision,
      draw: drawMlpBackward,
      ...mlpCache,
    }),
    manners<MlpBackwardCase>('mlpBackward', { points: 1, title: titles.manners, draw: drawMlpBackward, ...mlpCache }),

    values<StepCase>('gradientDescentStep', {
      points: 4,
      title: titles.gradientDescentStep,
      cases: 5,
      draw: drawStep,
    }),
    precision<StepCase>('gradientDescentStep', { points: 1, title: titles.precision, draw: drawStep }),
    manners<StepCase>('gradientDescentStep', { points: 2, title: titles.manners, draw: drawStep }),

    curve<TrainCase>('train', {
      points: 4,
      title: titles.trainCurve,
      needs: ['networkBackward-gradient', 'gradientDescentStep-values'],
      draw: drawTraining,
      losses: (result) => (result as unknown as ReturnType<typeof train>).losses,
      steps: 7,
    }),
    values<TrainCase>('train', { points: 3, title: titles.trainValues, cases: 2, draw: drawTraining }),
    manners<TrainCase>('train', { points: 1, title: titles.manners, draw: drawTraining }),

    timing<MlpBackwardCase>('mlpBackward', {
      points: 5,
      title: titles.timing,
      draw: drawLargeMlp,
      budget: 8,
      ...mlpCache,
    }),
    trainingCheck(15),
  ],
})
