// Tensors as literals, rows as plain arrays; the class numbers are found first, and only these entries are looked at.
import type { Tensor } from 'grade-descent/student'
import { argMaxOf, like, rowsOf, totalOf } from './rows.ts'

export const meanSquaredError = (prediction: Tensor, target: Tensor): number =>
  totalOf(Array.from(prediction.data, (p, i) => (p - target.data[i]) ** 2)) / prediction.data.length

export const meanSquaredErrorBackward = (prediction: Tensor, target: Tensor): Tensor => ({
  shape: prediction.shape,
  dtype: prediction.dtype,
  data: prediction.data.map((p, i) => (2 / prediction.data.length) * (p - target.data[i])),
})

export const crossEntropy = (probabilities: Tensor, oneHot: Tensor): number => {
  const classesOfSamples = rowsOf(oneHot).map(argMaxOf)
  const losses = rowsOf(probabilities).map((row, n) => -Math.log(row[classesOfSamples[n]]))
  return totalOf(losses) / losses.length
}

export const crossEntropyBackward = (probabilities: Tensor, oneHot: Tensor): Tensor => {
  const classesOfSamples = rowsOf(oneHot).map(argMaxOf)
  const rows = rowsOf(probabilities)
  return like(
    probabilities,
    rows.map((row, n) => row.map((p, c) => (c === classesOfSamples[n] ? -1 / p / rows.length : 0))),
  )
}

/** ln sum exp(x - x_label) where no difference is large, else its largest difference and a small rest. */
export const softmaxCrossEntropy = (logits: Tensor, labels: Tensor): number => {
  const losses = rowsOf(logits).map((row, n) => {
    const differences = row.map((x) => x - row[labels.data[n]])
    const largest = Math.max(...differences)
    return largest + Math.log(totalOf(differences.map((d) => Math.exp(d - largest))))
  })
  return totalOf(losses) / losses.length
}

export const softmaxCrossEntropyBackward = (logits: Tensor, labels: Tensor): Tensor => {
  const rows = rowsOf(logits)
  return like(
    logits,
    rows.map((row, n) =>
      // The share of a class is 1 / sum exp(differences to it): what overflows there is a share of 0.
      row.map((x, c) => {
        const share = 1 / totalOf(row.map((other) => Math.exp(other - x)))
        return (share - Number(c === labels.data[n])) / rows.length
      }),
    ),
  )
}

export default crossEntropy
