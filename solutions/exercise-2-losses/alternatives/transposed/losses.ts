// Classes along the first axis; the losses by their definitions from information theory.
import {
  abs,
  div,
  exp,
  greater,
  log,
  matMul,
  max,
  maximum,
  mul,
  neg,
  oneHot as oneHotOf,
  sub,
  sum,
  tensor,
  transpose,
  where,
  type Tensor,
} from 'grade-descent/student'

const numberOf = (t: Tensor): number => sum(t).data[0]

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  const distance = abs(sub(target, prediction))
  return numberOf(div(mul(distance, distance), prediction.data.length))
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return neg(div(mul(2, sub(target, prediction)), tensor([prediction.data.length], [1], prediction.dtype)))
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [p, y] = [transpose(probabilities), transpose(oneHot)]
  const surprise = neg(log(maximum(p, 1e-12)))
  return numberOf(mul(y, surprise)) / p.shape[1]
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  const samples = probabilities.shape[0]
  const isLabel = greater(oneHot, 0.5)
  return where(isLabel, div(-1 / samples, probabilities), mul(probabilities, 0))
}

/** Columns of ln softmax. */
function logarithms(logits: Tensor): Tensor {
  const x = transpose(logits)
  const shifted = sub(x, max(x, 0, true))
  return sub(shifted, log(sum(exp(shifted), 0, true)))
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  const [samples, classes] = logits.shape
  const product = matMul(oneHotOf(labels, classes), logarithms(logits))
  let trace = 0
  for (let n = 0; n < samples; n++) trace += product.data[n * samples + n]
  return -trace / samples
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  const [samples, classes] = logits.shape
  const surplus = sub(exp(logarithms(logits)), transpose(oneHotOf(labels, classes)))
  return transpose(div(surplus, samples))
}
