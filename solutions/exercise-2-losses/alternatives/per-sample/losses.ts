// Sample by sample: each loss is a function of one row, and the gradients are put together from those of the rows.
import {
  concat,
  mul,
  oneHot as oneHotOf,
  reshape,
  slice,
  softmax,
  sub,
  tensor,
  type Tensor,
} from 'grade-descent/student'

function samples(t: Tensor): Tensor[] {
  const rest = t.shape.slice(1)
  const start = rest.map(() => 0)
  return Array.from({ length: t.shape[0] }, (_, n) => slice(t, [n, ...start], [1, ...rest]))
}

function average(numbers: readonly number[]): number {
  let total = 0
  for (const value of numbers) total += value
  return total / numbers.length
}

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  const targets = samples(target)
  return average(
    samples(prediction).map((row, n) => average(Array.from(row.data, (p, i) => (targets[n].data[i] - p) ** 2))),
  )
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  const targets = samples(target)
  const batch = prediction.shape[0]
  return concat(
    samples(prediction).map((row, n) => mul(sub(targets[n], row), -2 / (batch * row.data.length))),
    0,
  )
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const labels = samples(oneHot)
  return average(
    samples(probabilities).map((row, n) => {
      const likelihood = row.data.reduce((total, p, c) => total + p * labels[n].data[c], 0)
      return -Math.log(likelihood)
    }),
  )
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  const labels = samples(oneHot)
  return concat(
    samples(probabilities).map((row, n) => {
      const likelihood = row.data.reduce((total, p, c) => total + p * labels[n].data[c], 0)
      return mul(labels[n], -1 / likelihood / probabilities.shape[0])
    }),
    0,
  )
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  return average(
    samples(logits).map((row, n) => {
      // ln(1 + sum of the others' exponentials), each taken beside the largest.
      const sorted = [...row.data].sort((a, b) => b - a)
      const rest = sorted.slice(1).reduce((total, x) => total + Math.exp(x - sorted[0]), 0)
      return sorted[0] - row.data[labels.data[n]] + Math.log1p(rest)
    }),
  )
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  const [batch, classes] = logits.shape
  return concat(
    samples(logits).map((row, n) => {
      const one = oneHotOf(tensor(Int32Array.of(labels.data[n])), classes)
      return mul(sub(softmax(reshape(row, [1, classes])), one), 1 / batch)
    }),
    0,
  )
}
