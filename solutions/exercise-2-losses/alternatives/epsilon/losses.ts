// An epsilon of 1e-7 in the logarithm, as many libraries have it, and other algebra for the rest.
import {
  add,
  exp,
  gather,
  log,
  matMul,
  max,
  maximum,
  mean,
  minimum,
  mul,
  neg,
  oneHot as rowsOfOnes,
  pow,
  reshape,
  sub,
  sum,
  div,
  tensor,
  type Tensor,
} from 'grade-descent/student'

const epsilon = 1e-7

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  // |p - t|^2 = p.p - 2 p.t + t.t
  const p = reshape(prediction, [1, prediction.data.length])
  const t = reshape(target, [1, target.data.length])
  const dot = (a: Tensor, b: Tensor): number => matMul(a, b, false, true).data[0]
  return (dot(p, p) - 2 * dot(p, t) + dot(t, t)) / prediction.data.length
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  const size = prediction.shape.reduce((a, b) => a * b, 1)
  const error = sub(prediction, target)
  return div(add(error, error), size)
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  return mean(neg(sum(mul(oneHot, log(add(probabilities, epsilon))), 1))).data[0]
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  const safe = minimum(maximum(probabilities, epsilon), 1 - epsilon)
  return mul(neg(oneHot), pow(mul(safe, probabilities.shape[0]), -1))
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  const [samples, classes] = logits.shape
  const largest = max(logits, -1, true)
  const logNormalizer = add(largest, log(sum(exp(sub(logits, largest)), -1, true)))
  const flat = reshape(sub(logNormalizer, logits), [samples * classes])
  const places = Int32Array.from(labels.data, (label, sample) => sample * classes + label)
  return mean(gather(flat, tensor(places))).data[0]
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  const [samples, classes] = logits.shape
  const powers = exp(sub(logits, max(logits, 1, true)))
  const shares = mul(powers, pow(sum(powers, 1, true), -1))
  return mul(1 / samples, sub(shares, rowsOfOnes(labels, classes)))
}
