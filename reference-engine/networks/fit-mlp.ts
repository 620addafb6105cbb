import { miniBatches } from '../datasets/mini-batches.ts'
import { softmaxCrossEntropy, softmaxCrossEntropyBackward } from '../losses/softmax-cross-entropy.ts'
import { accuracy } from '../metrics/accuracy.ts'
import type { DenseParameters } from '../ops/dense.ts'
import { gradientDescentStep } from '../optimizers/gradient-descent.ts'
import { add } from '../primitives/binary.ts'
import { gather } from '../primitives/gather.ts'
import type { Random } from '../random.ts'
import { l2PenaltyBackward } from '../regularizers/l2.ts'
import type { Tensor } from '../tensor.ts'
import { mlpBackward, mlpForward, mlpForwardWithCache } from './mlp.ts'

/** Samples [N, I] with their classes, int32 [N]; those that are trained on, and those that only tell how it goes. */
export type MlpData = { x: Tensor; labels: Tensor; xValidation: Tensor; labelsValidation: Tensor }

/** `l2`: the penalty on the weights is l2 * sum w^2. */
export type MlpFitOptions = { epochs: number; batchSize: number; learningRate: number; l2: number; random: Random }

/** One number an epoch: the mean cross-entropy while training, without the penalty; loss and accuracy on the validation data after it. */
export type MlpHistory = { loss: number[]; validationLoss: number[]; validationAccuracy: number[] }

/** What one batch showed before its step: its mean cross-entropy, and how many samples it had. @internal */
export type BatchLoss = { loss: number; samples: number }

/** The pieces of a training, each of which may be another. @internal */
export type MlpTraining = {
  batches(count: number, options: MlpFitOptions, epoch: number): readonly Int32Array[]
  /** Of the batch's mean cross-entropy plus the penalty. */
  gradients(layers: readonly DenseParameters[], x: Tensor, labels: Tensor, options: MlpFitOptions): DenseParameters[]
  step(layers: readonly DenseParameters[], gradients: DenseParameters[], learningRate: number): DenseParameters[]
  /** @param layers as they are after the epoch */
  epochLoss(losses: readonly BatchLoss[], layers: readonly DenseParameters[], data: MlpData): number
}

/**
 * Mini-batch gradient descent for an MLP (ReLU between layers, none after the last) on the mean softmax cross-entropy plus
 * l2 * sum w^2 of the weights, not of the biases; the batches are drawn anew each epoch.
 *
 * @param layers where to start; left as they are
 * @returns the layers after the last step, and the history
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError unless there is at least one layer, and the batch size is 1 or more
 */
export function fitMlp(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  return fitMlpWith({}, layers, data, options)
}

/** `fitMlp` with some of its pieces exchanged. @internal */
export function fitMlpWith(
  pieces: Partial<MlpTraining>,
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  const { batches, gradients, step, epochLoss } = { ...usual, ...pieces }
  const history: MlpHistory = { loss: [], validationLoss: [], validationAccuracy: [] }
  let current = [...layers]
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const losses: BatchLoss[] = []
    for (const batch of batches(data.labels.shape[0], options, epoch)) {
      const x = gather(data.x, batch)
      const labels = gather(data.labels, batch)
      losses.push({ loss: softmaxCrossEntropy(mlpForward(current, x), labels), samples: batch.length })
      current = step(current, gradients(current, x, labels, options), options.learningRate)
    }
    history.loss.push(epochLoss(losses, current, data))
    const logits = mlpForward(current, data.xValidation)
    history.validationLoss.push(softmaxCrossEntropy(logits, data.labelsValidation))
    history.validationAccuracy.push(accuracy(logits, data.labelsValidation))
  }
  return { layers: current, history }
}

/** Gradients of the batch's mean cross-entropy alone. @internal */
export function crossEntropyGradients(
  layers: readonly DenseParameters[],
  x: Tensor,
  labels: Tensor,
): DenseParameters[] {
  const cache = mlpForwardWithCache(layers, x)
  const dOut = softmaxCrossEntropyBackward(cache.activations[layers.length], labels)
  return mlpBackward(layers, cache, dOut).gradients
}

const usual: MlpTraining = {
  batches: (count, { batchSize, random }) => miniBatches(count, batchSize, random),
  gradients: (layers, x, labels, { l2 }) =>
    crossEntropyGradients(layers, x, labels).map(({ weights, bias }, index) => ({
      weights: add(weights, l2PenaltyBackward(layers[index].weights, l2)),
      bias,
    })),
  step: (layers, gradients, learningRate) =>
    layers.map(({ weights, bias }, index) => ({
      weights: gradientDescentStep(weights, gradients[index].weights, learningRate),
      bias: gradientDescentStep(bias, gradients[index].bias, learningRate),
    })),
  epochLoss: (losses) => {
    const samples = losses.reduce((sum, batch) => sum + batch.samples, 0)
    return losses.reduce((sum, { loss, samples: own }) => sum + loss * own, 0) / samples
  },
}
