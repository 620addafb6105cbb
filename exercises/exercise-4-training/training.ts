import { todo, type Random, type Tensor } from 'grade-descent/student'

// Exercise 4, a whole training. The mathematics is in the handout. What you wrote in exercises 1 to 3 is given: relu,
// reluBackward, dense, denseBackward, softmaxCrossEntropy(logits, labels) and softmaxCrossEntropyBackward(logits, labels) can be
// imported from 'grade-descent/student', beside gather(t, indices), which picks rows of a tensor, argMax(t, axis), equal, mean and
// the like. From your own file: import { l2PenaltyBackward } from './regularization.ts'

/** Parameters of a dense layer with I inputs and O outputs. */
export interface DenseParameters {
  /** [I, O] */
  weights: Tensor
  /** [O] */
  bias: Tensor
}

/** What is trained on, and what only tells how it goes. */
export interface TrainingData {
  /** [N, I] */
  x: Tensor
  /** [N], int32: the number of each sample's class */
  labels: Tensor
  /** [V, I] */
  xValidation: Tensor
  /** [V], int32 */
  labelsValidation: Tensor
}

export interface FitOptions {
  /** How often to go through all samples, 1 or more. */
  epochs: number
  /** Samples in a batch, 1 or more; may be more than there are samples. */
  batchSize: number
  learningRate: number
  /** lambda of the L2 penalty on the weights of every layer; 0 or more. */
  l2: number
  /** Where all randomness comes from. */
  random: Random
}

/** One number for each epoch. */
export interface History {
  /** Mean cross-entropy over the training samples, without the penalty; either as it was while training or after the epoch. */
  loss: number[]
  /** Mean cross-entropy over the validation samples after the epoch, without the penalty. */
  validationLoss: number[]
  /** Share of the validation samples whose class is right after the epoch, 0 to 1. */
  validationAccuracy: number[]
}

/**
 * Deals the indices 0 to count - 1 out into batches, in a random order; all orders are equally likely.
 *
 * Source: handout, "Mini-batches".
 *
 * @param count number of samples, 1 or more
 * @param batchSize samples in a batch, 1 or more
 * @param random where all randomness comes from: `random.permutation(n)` holds 0 to n - 1 in a random order
 * @returns batches of indices, each index in one of them, once; the last batch may be short, none is empty
 */
export function miniBatches(count: number, batchSize: number, random: Random): Int32Array[] {
  // TODO: shuffle, then cut.
  return todo('miniBatches')
}

/**
 * Trains an MLP by mini-batch gradient descent on the softmax cross-entropy plus the L2 penalty of all weights (not of the biases).
 * A ReLU stands between the layers, none after the last. The batches are drawn anew in each epoch.
 *
 * Source: handout, "The whole training".
 *
 * @param layers where to start, 1 layer or more; left as they are
 * @param data x [N, I of the first layer], labels [N], xValidation [V, I], labelsValidation [V]
 * @param options epochs, batchSize, learningRate, l2, random
 * @returns the layers after the last step, and the history
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function fit(
  layers: readonly DenseParameters[],
  data: TrainingData,
  options: FitOptions,
): { layers: DenseParameters[]; history: History } {
  // TODO: epoch by epoch, batch by batch: forward, backward, penalty, step; then look at the validation data.
  return todo('fit')
}
