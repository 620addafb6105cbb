import { todo, type Random, type Tensor } from 'grade-descent/student'

// Exercise 4, what keeps a network from learning its training data by heart. The mathematics is in the handout.

/**
 * The L1 penalty of a weight tensor.
 *
 * Source: handout, "Penalties on large weights".
 *
 * @param weights any shape
 * @param lambda how much the penalty counts, positive
 * @returns lambda times the sum of the magnitudes: a number
 */
export function l1Penalty(weights: Tensor, lambda: number): number {
  // TODO: a sum over all weights. An entry of a tensor t is t.data[0], t.data[1], ...
  return todo('l1Penalty')
}

/**
 * Gradient of `l1Penalty` with respect to the weights.
 *
 * Source: handout, "Penalties on large weights".
 *
 * @param weights what l1Penalty was given
 * @param lambda what l1Penalty was given
 * @returns the shape of weights; 0 where a weight is 0
 */
export function l1PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  // TODO: the slope of |w|, on the left and on the right of 0.
  return todo('l1PenaltyBackward')
}

/**
 * The L2 penalty of a weight tensor, without a factor of 1/2 (as Keras has it).
 *
 * Source: handout, "Penalties on large weights".
 *
 * @param weights any shape
 * @param lambda how much the penalty counts, positive
 * @returns lambda times the sum of the squares: a number
 */
export function l2Penalty(weights: Tensor, lambda: number): number {
  // TODO: a sum over all weights.
  return todo('l2Penalty')
}

/**
 * Gradient of `l2Penalty` with respect to the weights.
 *
 * Source: handout, "Penalties on large weights".
 *
 * @param weights what l2Penalty was given
 * @param lambda what l2Penalty was given
 * @returns the shape of weights
 */
export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  // TODO: the slope of a square.
  return todo('l2PenaltyBackward')
}

/**
 * Inverted dropout: in training each entry is dropped (set to 0) with probability `rate`, by itself, and what is kept is
 * scaled up so that the mean stays as it was. Otherwise the output is x.
 *
 * Source: Srivastava et al., 2014; handout, "Dropout".
 *
 * @param x any shape
 * @param rate the probability of being dropped, 0 or more and below 1
 * @param random where all randomness comes from: `random.uniform()` is one number in [0, 1)
 * @param training whether the network is being trained
 * @returns output and mask, the shape of x both: output = x times mask, entry by entry; the mask holds 0 or 1 / (1 - rate), and
 *   only ones when not training
 */
export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  // TODO: the mask first. Math.random() can't be repeated; `random` can.
  return todo('dropout')
}

/**
 * Gradient of `dropout` with respect to x.
 *
 * Source: handout, "Dropout".
 *
 * @param dOut gradient of the loss with respect to the output, any shape
 * @param mask what dropout returned, same shape
 * @returns dX, same shape
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  // TODO: with which factor did each entry go into the output?
  return todo('dropoutBackward')
}

/**
 * Reads the validation losses of a training, epoch by epoch from 0, and says when to stop.
 *
 * An epoch improves when its loss is lower than the best so far minus `minDelta`; the first one always does, NaN never does.
 * The best so far is the loss of the last epoch that improved.
 *
 * Source: handout, "Early stopping".
 *
 * @param validationLosses one an epoch, 1 or more of them
 * @param options patience, 1 or more: after so many epochs in a row without improvement the training stops; minDelta, 0 or more
 * @returns stoppedAt, the epoch that completes the patience, null where none does; bestEpoch, the last epoch up to there that
 *   improved
 */
export function earlyStopping(
  validationLosses: readonly number[],
  options: { patience: number; minDelta: number },
): { stoppedAt: number | null; bestEpoch: number } {
  // TODO: one walk through the losses.
  return todo('earlyStopping')
}
