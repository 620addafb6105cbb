import { defineExercise } from 'grade-descent/checks/define-exercise'
import { distribution } from 'grade-descent/checks/distribution'
import {
  normalDistribution,
  truncatedNormalDistribution,
  uniformDistribution,
} from 'grade-descent/checks/distributions'
import { gradient } from 'grade-descent/checks/gradient'
import { manners } from 'grade-descent/checks/manners'
import { precision } from 'grade-descent/checks/precision'
import { seeded } from 'grade-descent/checks/seeded'
import { values } from 'grade-descent/checks/values'
import { glorotUniform } from 'grade-descent/engine/initializers/glorot-uniform'
import { heNormal } from 'grade-descent/engine/initializers/he-normal'
import { crossEntropy, crossEntropyBackward } from 'grade-descent/engine/losses/cross-entropy'
import { meanSquaredError, meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { softmaxCrossEntropy, softmaxCrossEntropyBackward } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { mlpForward } from 'grade-descent/engine/networks/mlp'
import { dense } from 'grade-descent/engine/ops/dense'
import type { Tensor } from 'grade-descent/engine/tensor'
import {
  drawDeepMlp,
  drawDense,
  drawErrors,
  drawExtremeLogits,
  drawFewWeights,
  drawLogits,
  drawMlp,
  drawProbabilities,
  drawSureProbabilities,
  drawWeights,
  type DenseCase,
  type ErrorCase,
  type LogitCase,
  type MlpCase,
  type ProbabilityCase,
  type WeightCase,
} from './checks/draw-cases.ts'
import { titles } from './checks/titles.ts'
import { hints } from './hints.ts'

const losses = 'losses.ts'
const network = 'network.ts'

/** An epsilon of 1e-7 beside a probability is right. */
const withEpsilon = { relativeTolerance: 1e-5 }

/** Ten times the usual tolerance: what fails here is NaN or far off, and float32 has a check of its own. */
const stability = { name: 'stability', kind: 'property', cases: 4, relativeTolerance: 1e-5 } as const

/** What the gradient checks of the losses have in common: the first argument is the variable, and nothing arrives from above. */
function byFirst(part: string, forward: (first: Tensor, second: Tensor) => number) {
  return {
    forward,
    variables: (first: Tensor) => ({ '': first }),
    backwardInputs: (drawn: [Tensor, Tensor]) => drawn,
    own: { part, inputs: (first: Tensor, second: Tensor): [Tensor, Tensor] => [first, second] },
  }
}

export default defineExercise({
  title: { en: 'Losses and the forward pass', zh: '损失函数与前向传播' },
  gives: ['relu', 'reluBackward', 'sigmoid', 'sigmoidBackward', 'tanh', 'tanhBackward', 'softmax', 'softmaxBackward'],
  hints,
  parts: {
    meanSquaredError: { file: losses, reference: meanSquaredError, formula: '1 / n * sum((prediction - target)^2)' },
    meanSquaredErrorBackward: {
      file: losses,
      reference: meanSquaredErrorBackward,
      formula: '2 / n * (prediction - target)',
    },
    crossEntropy: { file: losses, reference: crossEntropy, formula: '-1 / N * sum(y .* log(p))' },
    crossEntropyBackward: { file: losses, reference: crossEntropyBackward, formula: '-1 / N * y ./ p' },
    softmaxCrossEntropy: {
      file: losses,
      reference: softmaxCrossEntropy,
      formula: '1 / N * sum(log(sum(exp(x[n, c]), c)) - x[n, label[n]], n)',
    },
    softmaxCrossEntropyBackward: {
      file: losses,
      reference: softmaxCrossEntropyBackward,
      formula: '1 / N * (softmax(x) - y)',
    },
    glorotUniform: {
      file: network,
      reference: glorotUniform,
      formula: 'uniform(-sqrt(6 / (fanIn + fanOut)), sqrt(6 / (fanIn + fanOut)))',
    },
    heNormal: { file: network, reference: heNormal, formula: 'normal(0, sqrt(2 / fanIn))' },
    dense: { file: network, reference: dense, formula: 'x * weights + bias' },
    mlpForward: { file: network, reference: mlpForward, formula: 'a[k] = max(0, a[k - 1] * weights[k] + bias[k])' },
  },
  checks: [
    values<ErrorCase>('meanSquaredError', { points: 7, title: titles.meanSquaredError, draw: drawErrors }),
    precision<ErrorCase>('meanSquaredError', { points: 1, title: titles.precision, draw: drawErrors }),
    manners<ErrorCase>('meanSquaredError', { points: 1, title: titles.manners, draw: drawErrors }),

    gradient<ErrorCase>('meanSquaredErrorBackward', {
      points: 8,
      title: titles.meanSquaredErrorBackward,
      cases: 4,
      draw: drawErrors,
      ...byFirst('meanSquaredError', meanSquaredError),
    }),
    precision<ErrorCase>('meanSquaredErrorBackward', { points: 1, title: titles.precision, draw: drawErrors }),
    manners<ErrorCase>('meanSquaredErrorBackward', { points: 1, title: titles.manners, draw: drawErrors }),

    values<ProbabilityCase>('crossEntropy', {
      points: 6,
      title: titles.crossEntropy,
      draw: drawProbabilities,
      ...withEpsilon,
    }),
    values<ProbabilityCase>('crossEntropy', {
      name: 'zeros',
      kind: 'property',
      points: 2,
      title: titles.crossEntropyZeros,
      cases: 3,
      draw: drawSureProbabilities,
      ...withEpsilon,
    }),
    precision<ProbabilityCase>('crossEntropy', { points: 1, title: titles.precision, draw: drawProbabilities }),
    manners<ProbabilityCase>('crossEntropy', { points: 1, title: titles.manners, draw: drawProbabilities }),

    gradient<ProbabilityCase>('crossEntropyBackward', {
      points: 8,
      title: titles.crossEntropyBackward,
      draw: drawProbabilities,
      ...byFirst('crossEntropy', crossEntropy),
      ...withEpsilon,
    }),
    precision<ProbabilityCase>('crossEntropyBackward', { points: 1, title: titles.precision, draw: drawProbabilities }),
    manners<ProbabilityCase>('crossEntropyBackward', { points: 1, title: titles.manners, draw: drawProbabilities }),

    values<LogitCase>('softmaxCrossEntropy', {
      points: 6,
      title: titles.softmaxCrossEntropy,
      draw: drawLogits,
      ...withEpsilon,
    }),
    values<LogitCase>('softmaxCrossEntropy', {
      ...stability,
      points: 4,
      title: titles.stability,
      draw: drawExtremeLogits,
    }),
    precision<LogitCase>('softmaxCrossEntropy', { points: 1, title: titles.precision, draw: drawLogits }),
    manners<LogitCase>('softmaxCrossEntropy', { points: 1, title: titles.manners, draw: drawLogits }),

    gradient<LogitCase>('softmaxCrossEntropyBackward', {
      points: 8,
      title: titles.softmaxCrossEntropyBackward,
      draw: drawLogits,
      ...byFirst('softmaxCrossEntropy', softmaxCrossEntropy),
    }),
    values<LogitCase>('softmaxCrossEntropyBackward', {
      ...stability,
      points: 3,
      title: titles.stability,
      draw: drawExtremeLogits,
    }),
    precision<LogitCase>('softmaxCrossEntropyBackward', { points: 1, title: titles.precision, draw: drawLogits }),
    manners<LogitCase>('softmaxCrossEntropyBackward', { points: 1, title: titles.manners, draw: drawLogits }),

    distribution<WeightCase>('glorotUniform', {
      points: 7,
      title: titles.glorotUniform,
      draw: drawWeights,
      distributions: (_random, fanIn, fanOut) => {
        const limit = Math.sqrt(6 / (fanIn + fanOut))
        return [uniformDistribution(-limit, limit)]
      },
    }),
    seeded<WeightCase>('glorotUniform', { points: 2, title: titles.seeded, draw: drawFewWeights }),

    distribution<WeightCase>('heNormal', {
      points: 7,
      title: titles.heNormal,
      draw: drawWeights,
      distributions: (_random, fanIn) => {
        const standardDeviation = Math.sqrt(2 / fanIn)
        const truncated = truncatedNormalDistribution(standardDeviation)
        // Keras widens the curve before the cut, so that what is left has the deviation asked for; tf.js does not.
        const widened = truncatedNormalDistribution(standardDeviation ** 2 / truncated.standardDeviation)
        return [normalDistribution(standardDeviation), widened, truncated]
      },
    }),
    seeded<WeightCase>('heNormal', { points: 2, title: titles.seeded, draw: drawFewWeights }),

    values<DenseCase>('dense', { points: 7, title: titles.dense, draw: drawDense }),
    precision<DenseCase>('dense', { points: 1, title: titles.precision, draw: drawDense }),
    manners<DenseCase>('dense', { points: 1, title: titles.manners, draw: drawDense }),

    // An MLP is best made of the student's own dense: what is wrong there is not held against it here once more.
    values<MlpCase>('mlpForward', {
      points: 7,
      title: titles.mlpForward,
      needs: ['dense-values'],
      cases: 5,
      draw: drawMlp,
    }),
    precision<MlpCase>('mlpForward', {
      points: 1,
      title: titles.precision,
      needs: ['dense-precision'],
      draw: drawMlp,
    }),
    manners<MlpCase>('mlpForward', { points: 1, title: titles.manners, needs: ['dense-manners'], draw: drawDeepMlp }),
  ],
})
