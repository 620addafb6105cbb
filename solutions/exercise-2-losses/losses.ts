import {
  div,
  exp,
  log,
  max,
  mean,
  mul,
  oneHot as oneHotOf,
  softmax,
  square,
  sub,
  sum,
  where,
  equal,
  type Tensor,
} from 'grade-descent/student'

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  return mean(square(sub(prediction, target))).data[0]
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(sub(prediction, target), 2 / prediction.data.length)
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  // A class that is not the sample's has no part in the loss: its 0 * log(0) would be NaN.
  const terms = where(equal(oneHot, 0), 0, mul(oneHot, log(probabilities)))
  return -sum(terms).data[0] / probabilities.shape[0]
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  return div(mul(oneHot, -1 / probabilities.shape[0]), probabilities)
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  const [samples, classes] = logits.shape
  // With the row's largest logit taken off, no exponential is above 1, and the loss is the same.
  const shifted = sub(logits, max(logits, 1, true))
  const logarithms = log(sum(exp(shifted), 1))
  const ofLabels = sum(mul(shifted, oneHotOf(labels, classes)), 1)
  return sum(sub(logarithms, ofLabels)).data[0] / samples
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  const [samples, classes] = logits.shape
  return div(sub(softmax(logits), oneHotOf(labels, classes)), samples)
}
