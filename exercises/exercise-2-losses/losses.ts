import { todo, type Tensor } from 'grade-descent/student'

// Exercise 2, the losses. The mathematics is in handout.en.md and handout.zh.md beside this file; network.ts has the other half.
//
// A loss is one plain number, not a tensor. Its backward is the gradient of that number with respect to the first argument,
// and has the shape and dtype of that argument. N is the batch, always the first axis; C is the number of classes.
// Arguments are never changed. The activations of exercise 1 are given: softmax and the others can be imported from
// 'grade-descent/student', beside add, sub, mul, sum, exp, log, oneHot and the like.

/**
 * Mean squared error: the mean of (prediction - target)^2 over all elements, whatever their axes.
 *
 * Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 5.1.4; handout, "Mean squared error".
 *
 * @param prediction any shape
 * @param target the same shape, in the units of the prediction
 * @returns the loss, in those units squared
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  // TODO: differences, squares, their mean.
  return todo('meanSquaredError')
}

/**
 * Gradient of the mean squared error with respect to the prediction.
 *
 * Source: handout, "Mean squared error".
 *
 * @param prediction any shape
 * @param target the same shape
 * @returns the gradient, with the shape and dtype of the prediction
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  // TODO: the derivative of the mean of the squares.
  return todo('meanSquaredErrorBackward')
}

/**
 * Cross-entropy of given probabilities: minus the natural logarithm of the probability of the right class, as a mean over the N samples.
 *
 * Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.13; handout, "Cross-entropy".
 *
 * @param probabilities [N, C], entries from 0 to 1; positive at the right class. Take them as they are, whether or not a row sums to 1
 * @param oneHot [N, C], 1 at each sample's class and 0 elsewhere
 * @returns the loss. A class whose label is 0 contributes 0, even where its probability is 0 too
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  // TODO: one logarithm a sample counts.
  return todo('crossEntropy')
}

/**
 * Gradient of the cross-entropy with respect to the probabilities, each taken as a variable of its own.
 *
 * Source: handout, "Cross-entropy".
 *
 * @param probabilities [N, C], entries above 0 and at most 1
 * @param oneHot [N, C], 1 at each sample's class and 0 elsewhere
 * @returns the gradient, [N, C]
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  // TODO: the derivative of minus a logarithm.
  return todo('crossEntropyBackward')
}

/**
 * Cross-entropy of softmax(logits): both in one function, so that nothing overflows and no probability is rounded to 0.
 *
 * Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.3; handout, "Softmax and cross-entropy in one".
 *
 * @param logits [N, C], any numbers; up to +-1000 the result must be finite and right
 * @param labels int32 [N], the number of each sample's class, from 0 to C - 1
 * @returns the loss, the mean over the N samples
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  // TODO: the logarithm of a sum of exponentials, and one logit, for each sample.
  return todo('softmaxCrossEntropy')
}

/**
 * Gradient of softmaxCrossEntropy with respect to the logits.
 *
 * Source: handout, "Softmax and cross-entropy in one".
 *
 * @param logits [N, C], any numbers; up to +-1000 the result must be finite and right
 * @param labels int32 [N], the number of each sample's class, from 0 to C - 1
 * @returns the gradient, [N, C]
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  // TODO: shorter than either of its two halves.
  return todo('softmaxCrossEntropyBackward')
}
