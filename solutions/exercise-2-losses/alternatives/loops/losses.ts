// Loops over the flat data, without any of the kit's operations.
import { zerosLike, type Tensor } from 'grade-descent/student'

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  const n = prediction.data.length
  let total = 0
  for (let i = 0; i < n; i++) {
    const error = prediction.data[i] - target.data[i]
    total += error * error
  }
  return total / n
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  const gradient = zerosLike(prediction)
  const n = prediction.data.length
  for (let i = 0; i < n; i++) gradient.data[i] = (2 * (prediction.data[i] - target.data[i])) / n
  return gradient
}

export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const [samples, classes] = probabilities.shape
  let loss = 0
  for (let n = 0; n < samples; n++) {
    for (let c = 0; c < classes; c++) {
      const i = n * classes + c
      if (oneHot.data[i] > 0) loss -= oneHot.data[i] * Math.log(probabilities.data[i])
    }
  }
  return loss / samples
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  const gradient = zerosLike(probabilities)
  const [samples, classes] = probabilities.shape
  for (let n = 0; n < samples; n++) {
    for (let c = 0; c < classes; c++) {
      const i = n * classes + c
      if (oneHot.data[i] === 1) gradient.data[i] = -1 / (samples * probabilities.data[i])
    }
  }
  return gradient
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  const [samples, classes] = logits.shape
  let loss = 0
  for (let n = 0; n < samples; n++) {
    const start = n * classes
    let largest = -Infinity
    for (let c = 0; c < classes; c++) if (logits.data[start + c] > largest) largest = logits.data[start + c]
    let total = 0
    for (let c = 0; c < classes; c++) total += Math.exp(logits.data[start + c] - largest)
    loss += largest + Math.log(total) - logits.data[start + labels.data[n]]
  }
  return loss / samples
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  const gradient = zerosLike(logits)
  const [samples, classes] = logits.shape
  for (let n = 0; n < samples; n++) {
    const start = n * classes
    let largest = -Infinity
    for (let c = 0; c < classes; c++) if (logits.data[start + c] > largest) largest = logits.data[start + c]
    let total = 0
    for (let c = 0; c < classes; c++) total += Math.exp(logits.data[start + c] - largest)
    for (let c = 0; c < classes; c++) {
      const share = Math.exp(logits.data[start + c] - largest) / total
      gradient.data[start + c] = (c === labels.data[n] ? share - 1 : share) / samples
    }
  }
  return gradient
}
