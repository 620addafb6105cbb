import {
  argMax,
  gather,
  softmaxCrossEntropy,
  softmaxCrossEntropyBackward,
  type Random,
  type Tensor,
} from 'grade-descent/student'
import { elementwise } from './elementwise.ts'
import { backward, forward, type DenseParameters } from './network.ts'
import { l2PenaltyBackward } from './regularization.ts'

interface TrainingData {
  x: Tensor
  labels: Tensor
  xValidation: Tensor
  labelsValidation: Tensor
}

interface History {
  loss: number[]
  validationLoss: number[]
  validationAccuracy: number[]
}

/** Plain arrays of numbers: indices are drawn one by one from those that are left. */
export function miniBatches(count: number, batchSize: number, random: Random): number[][] {
  const left = Array.from({ length: count }, (_, index) => index)
  const batches: number[][] = []
  while (left.length > 0) {
    const batch: number[] = []
    while (batch.length < batchSize && left.length > 0) {
      batch.push(...left.splice(Math.floor(random.uniform() * left.length), 1))
    }
    batches.push(batch)
  }
  return batches
}

export function fit(
  layers: readonly DenseParameters[],
  { x, labels, xValidation, labelsValidation }: TrainingData,
  options: { epochs: number; batchSize: number; learningRate: number; l2: number; random: Random },
): { layers: DenseParameters[]; history: History; steps: number } {
  const history: History = { loss: [], validationLoss: [], validationAccuracy: [] }
  const downhill = (p: number, g: number): number => p - options.learningRate * g
  let current = layers
  let steps = 0
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const losses: number[] = []
    for (const batch of miniBatches(x.shape[0], options.batchSize, options.random)) {
      const own = gather(labels, batch)
      const activations = forward(current, gather(x, batch))
      const logits = activations[activations.length - 1]
      for (const _ of batch) losses.push(softmaxCrossEntropy(logits, own))
      const gradients = backward(current, activations, softmaxCrossEntropyBackward(logits, own))
      current = current.map(({ weights, bias }, index) => {
        const penalised = elementwise((g, d) => g + d, gradients[index].weights, l2PenaltyBackward(weights, options.l2))
        return {
          weights: elementwise(downhill, weights, penalised),
          bias: elementwise(downhill, bias, gradients[index].bias),
        }
      })
      steps++
    }
    const output = forward(current, xValidation)[layers.length]
    const predicted = argMax(output, 1)
    const right = labelsValidation.data.reduce(
      (sum, label, index) => sum + (predicted.data[index] === label ? 1 : 0),
      0,
    )
    history.loss.push(losses.reduce((sum, loss) => sum + loss, 0) / losses.length)
    history.validationLoss.push(softmaxCrossEntropy(output, labelsValidation))
    history.validationAccuracy.push(right / labelsValidation.data.length)
  }
  return { layers: [...current], history, steps }
}
