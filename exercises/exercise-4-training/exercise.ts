import { defineExercise } from 'grade-descent/checks/define-exercise'
import { gradient } from 'grade-descent/checks/gradient'
import { manners } from 'grade-descent/checks/manners'
import { precision } from 'grade-descent/checks/precision'
import { survey } from 'grade-descent/checks/survey'
import { values } from 'grade-descent/checks/values'
import { miniBatches } from 'grade-descent/engine/datasets/mini-batches'
import { fitMlp } from 'grade-descent/engine/networks/fit-mlp'
import { dropout, dropoutBackward } from 'grade-descent/engine/ops/dropout'
import { adam } from 'grade-descent/engine/optimizers/adam'
import { momentum } from 'grade-descent/engine/optimizers/momentum'
import { rmsProp } from 'grade-descent/engine/optimizers/rms-prop'
import { exponentialDecay } from 'grade-descent/engine/optimizers/schedules/exponential-decay'
import { stepDecay } from 'grade-descent/engine/optimizers/schedules/step-decay'
import { Random } from 'grade-descent/engine/random'
import { l1Penalty, l1PenaltyBackward } from 'grade-descent/engine/regularizers/l1'
import { l2Penalty, l2PenaltyBackward } from 'grade-descent/engine/regularizers/l2'
import type { Tensor } from 'grade-descent/engine/tensor'
import { earlyStopping } from 'grade-descent/engine/training/early-stopping'
import { drawBatchCalls, drawOrderCalls, readBatches, readOrders } from './checks/batches-survey.ts'
import {
  drawAdam,
  drawDropout,
  drawExponential,
  drawFullBatch,
  drawMask,
  drawMomentum,
  drawPenalty,
  drawRmsProp,
  drawSparse,
  drawStepDecay,
  drawThreeSamples,
  type AdamCase,
  type BatchesCase,
  type DropoutCase,
  type ExponentialCase,
  type FitCase,
  type MaskCase,
  type MomentumCase,
  type PenaltyCase,
  type RmsPropCase,
  type StepDecayCase,
} from './checks/draw-cases.ts'
import { drawLosses, lossCases, type LossesCase } from './checks/draw-losses.ts'
import { drawDropoutCalls, readDropout } from './checks/dropout-survey.ts'
import { drawFullBatches, drawRuns, readFullBatches, readRuns } from './checks/fit-survey.ts'
import { ownMask } from './checks/own-mask.ts'
import { stepsInARow } from './checks/steps-in-a-row.ts'
import { titles } from './checks/titles.ts'
import { trainingCheck } from './checks/training.ts'
import { hints } from './hints.ts'

const optimizers = 'optimizers.ts'
const regularization = 'regularization.ts'
const training = 'training.ts'

/** What the reference's dropout gives for a drawn case. */
function dropped([x, rate, { randomSeed }]: DropoutCase): { output: Tensor; mask: Tensor } {
  return dropout(x, rate, new Random(randomSeed), true)
}

/** The last case is training, at rate 0. */
function drawInference(random: Random, index: number): DropoutCase {
  const [x, rate, seed] = drawDropout(random, index % 3)
  return index < 3 ? [x, rate, seed, false] : [x, 0, seed, true]
}

export default defineExercise({
  title: { en: 'Training', zh: '训练' },
  gives: [
    'dense',
    'denseBackward',
    'meanSquaredError',
    'meanSquaredErrorBackward',
    'relu',
    'reluBackward',
    'sigmoid',
    'sigmoidBackward',
    'softmax',
    'softmaxBackward',
    'softmaxCrossEntropy',
    'softmaxCrossEntropyBackward',
    'tanh',
    'tanhBackward',
  ],
  hints,
  parts: {
    momentum: {
      file: optimizers,
      reference: momentum,
      formula: 'velocityNew = momentum * velocity - learningRate * gradient',
    },
    rmsProp: {
      file: optimizers,
      reference: rmsProp,
      formula: 'parameter - learningRate * gradient / (sqrt(meanSquareNew) + epsilon)',
    },
    adam: {
      file: optimizers,
      reference: adam,
      formula: 'parameter - learningRate * mHat / (sqrt(vHat) + epsilon)',
    },
    exponentialDecay: {
      file: optimizers,
      reference: exponentialDecay,
      formula: 'initialRate * decayRate ^ (step / decaySteps)',
    },
    stepDecay: {
      file: optimizers,
      reference: stepDecay,
      formula: 'initialRate * dropRate ^ floor(step / dropEvery)',
    },
    l1Penalty: { file: regularization, reference: l1Penalty, formula: 'lambda * sum(abs(w))' },
    l1PenaltyBackward: { file: regularization, reference: l1PenaltyBackward, formula: 'lambda * sign(w)' },
    l2Penalty: { file: regularization, reference: l2Penalty, formula: 'lambda * sum(w .^ 2)' },
    l2PenaltyBackward: { file: regularization, reference: l2PenaltyBackward, formula: '2 * lambda * w' },
    dropout: { file: regularization, reference: dropout, formula: 'output = x .* mask' },
    dropoutBackward: { file: regularization, reference: dropoutBackward, formula: 'dOut .* mask' },
    earlyStopping: { file: regularization, reference: earlyStopping, formula: 'loss[epoch] < best - minDelta' },
    miniBatches: { file: training, reference: miniBatches },
    fit: {
      file: training,
      reference: fitMlp,
      formula: 'weightsNew = weights - learningRate * (dWeights + 2 * l2 * weights)',
    },
  },
  checks: [
    values<MomentumCase>('momentum', { points: 4, title: titles.momentum, draw: drawMomentum }),
    stepsInARow('momentum', { points: 1, title: titles.steps, draw: drawMomentum }),
    precision<MomentumCase>('momentum', { points: 1, title: titles.precision, draw: drawMomentum }),
    manners<MomentumCase>('momentum', { points: 1, title: titles.manners, draw: drawMomentum }),

    values<RmsPropCase>('rmsProp', { points: 4, title: titles.rmsProp, draw: drawRmsProp }),
    stepsInARow('rmsProp', { points: 1, title: titles.steps, draw: drawRmsProp }),
    precision<RmsPropCase>('rmsProp', { points: 1, title: titles.precision, draw: drawRmsProp }),
    manners<RmsPropCase>('rmsProp', { points: 1, title: titles.manners, draw: drawRmsProp }),

    values<AdamCase>('adam', { points: 6, title: titles.adam, draw: drawAdam }),
    stepsInARow('adam', { points: 1, title: titles.steps, draw: drawAdam }),
    precision<AdamCase>('adam', { points: 1, title: titles.precision, draw: drawAdam }),
    manners<AdamCase>('adam', { points: 1, title: titles.manners, draw: drawAdam }),

    values<ExponentialCase>('exponentialDecay', {
      points: 3,
      title: titles.exponentialDecay,
      draw: drawExponential,
    }),
    values<StepDecayCase>('stepDecay', { points: 3, title: titles.stepDecay, draw: drawStepDecay }),

    values<PenaltyCase>('l1Penalty', { points: 2, title: titles.l1Penalty, draw: drawPenalty }),
    gradient<PenaltyCase>('l1PenaltyBackward', {
      points: 3,
      title: titles.l1PenaltyBackward,
      draw: drawPenalty,
      forward: l1Penalty,
      variables: (weights) => ({ '': weights }),
      kinks: (weights) => [weights],
      backwardInputs: ([weights, lambda]) => [weights, lambda],
    }),
    values<PenaltyCase>('l1PenaltyBackward', {
      name: 'kink',
      kind: 'property',
      points: 2,
      title: titles.kink,
      draw: drawSparse,
    }),
    precision<PenaltyCase>('l1PenaltyBackward', { points: 1, title: titles.precision, draw: drawPenalty }),
    manners<PenaltyCase>('l1PenaltyBackward', { points: 1, title: titles.manners, draw: drawPenalty }),

    values<PenaltyCase>('l2Penalty', { points: 2, title: titles.l2Penalty, draw: drawPenalty }),
    gradient<PenaltyCase>('l2PenaltyBackward', {
      points: 3,
      title: titles.l2PenaltyBackward,
      draw: drawPenalty,
      forward: l2Penalty,
      variables: (weights) => ({ '': weights }),
      backwardInputs: ([weights, lambda]) => [weights, lambda],
    }),
    precision<PenaltyCase>('l2PenaltyBackward', { points: 1, title: titles.precision, draw: drawPenalty }),
    manners<PenaltyCase>('l2PenaltyBackward', { points: 1, title: titles.manners, draw: drawPenalty }),

    survey<DropoutCase>('dropout', {
      name: 'mask',
      points: 6,
      title: titles.dropout,
      calls: drawDropoutCalls,
      read: readDropout,
    }),
    values<DropoutCase>('dropout', {
      name: 'inference',
      points: 3,
      title: titles.inference,
      cases: 4,
      draw: drawInference,
    }),
    precision<DropoutCase>('dropout', { points: 1, title: titles.precision, draw: drawDropout }),
    manners<DropoutCase>('dropout', { points: 1, title: titles.manners, draw: drawDropout }),

    gradient<DropoutCase>('dropoutBackward', {
      points: 3,
      title: titles.dropoutBackward,
      draw: drawDropout,
      forward: (...drawn) => dropped(drawn).output,
      variables: (x) => ({ '': x }),
      backwardInputs: (drawn, dOut) => [dOut, dropped(drawn).mask],
    }),
    ownMask({ points: 2, title: titles.ownMask, needs: ['dropout-mask', 'dropoutBackward-gradient'] }),
    precision<MaskCase>('dropoutBackward', { points: 1, title: titles.precision, draw: drawMask }),
    manners<MaskCase>('dropoutBackward', { points: 1, title: titles.manners, draw: drawMask }),

    values<LossesCase>('earlyStopping', {
      points: 6,
      title: titles.earlyStopping,
      cases: lossCases,
      draw: drawLosses,
    }),
    manners<LossesCase>('earlyStopping', { points: 1, title: titles.manners, draw: drawLosses }),

    survey<BatchesCase>('miniBatches', {
      kind: 'values',
      name: 'values',
      points: 5,
      title: titles.miniBatches,
      calls: drawBatchCalls,
      read: readBatches,
    }),
    survey<BatchesCase>('miniBatches', {
      name: 'order',
      points: 5,
      title: titles.order,
      calls: drawOrderCalls,
      read: readOrders,
    }),

    survey<FitCase>('fit', {
      kind: 'values',
      name: 'values',
      points: 6,
      title: titles.fit,
      needs: ['miniBatches-values', 'l2PenaltyBackward-gradient', 'l2PenaltyBackward-manners'],
      calls: drawFullBatches,
      read: readFullBatches,
    }),
    survey<FitCase>('fit', {
      name: 'batches',
      points: 4,
      title: titles.fitBatches,
      needs: ['miniBatches-order'],
      calls: drawRuns,
      read: readRuns,
    }),
    precision<FitCase>('fit', { points: 1, title: titles.precision, draw: drawFullBatch, only: ['layers'] }),
    manners<FitCase>('fit', { points: 1, title: titles.manners, draw: drawThreeSamples }),
    trainingCheck(8),
  ],
})
