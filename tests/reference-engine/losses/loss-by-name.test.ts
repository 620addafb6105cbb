import { describe, expect, test } from '@jest/globals'
import { lossByName, type LossName } from '../../../reference-engine/losses/loss-by-name.ts'
import { softmax } from '../../../reference-engine/ops/softmax.ts'
import { sigmoid } from '../../../reference-engine/ops/sigmoid.ts'
import { oneHot } from '../../../reference-engine/primitives/gather.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { draw, expectClose, float64, int32, numericGradient, shapeErrorOf } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const labels = int32([2, 0, 1, 1])
const rows = oneHot(labels, 3)
const logits = draw('logits', [4, 3], 'float32')
const probabilities = softmax(logits)
const zeroOrOne = { ...rows, dtype: 'float32' as const }

/** What tf.layers takes each loss for, read off a model of one layer that does nothing. */
async function tfLoss(name: string, prediction: Tensor, target: Tensor): Promise<number> {
  const identity = tf.sequential({ layers: [tf.layers.activation({ activation: 'linear', inputShape: [3] })] })
  identity.compile({ optimizer: 'sgd', loss: name })
  const floating = tf.cast(toTf(target), 'float32')
  return (identity.evaluate(toTf(prediction), floating) as tf.Scalar).dataSync()[0]
}

describe.each<[LossName, Tensor, Tensor]>([
  ['meanSquaredError', logits, rows],
  ['binaryCrossentropy', sigmoid(logits), zeroOrOne],
  ['categoricalCrossentropy', probabilities, rows],
  ['sparseCategoricalCrossentropy', probabilities, { ...labels, shape: [4, 1] }],
])('%s', (name, prediction, target) => {
  const loss = lossByName(name)

  test('is that of tf.layers', async () => {
    const expected = await tfLoss(name, prediction, target)
    expectClose(float64([loss.value(prediction, target)]), { shape: [1], data: [expected] }, 1e-5)
  })

  test('stays finite where a probability is 0 or 1, as in tf.layers', async () => {
    const certain = oneHot(int32([2, 0, 1, 0]), 3) // the last one wrong
    const expected = await tfLoss(name, certain, target)
    expectClose(float64([loss.value(certain, target)]), { shape: [1], data: [expected] }, 1e-2)
    expect(loss.gradient(certain, target).data.every(Number.isFinite)).toBe(true)
  })
})

test.each<[LossName, Tensor, Tensor]>([
  ['meanSquaredError', logits, rows],
  ['binaryCrossentropy', sigmoid(logits), zeroOrOne],
  ['categoricalCrossentropy', probabilities, rows],
  ['sparseCategoricalCrossentropy', probabilities, labels],
  ['softmaxCrossEntropy', logits, labels],
  ['oneHotSoftmaxCrossEntropy', logits, rows],
  ['sigmoidCrossEntropy', logits, zeroOrOne],
])('the gradient of %s is that of its value', (name, prediction, target) => {
  const loss = lossByName(name)
  const variable = float64([...prediction.data], prediction.shape)
  const numeric = numericGradient(() => loss.value(variable, target), variable)
  expectClose(loss.gradient(variable, target), numeric, 1e-7)
})

test('losses of logits are those of probabilities', () => {
  const fromLogits = [
    lossByName('softmaxCrossEntropy').value(logits, { ...labels, shape: [4, 1] }),
    lossByName('oneHotSoftmaxCrossEntropy').value(logits, rows),
    lossByName('sigmoidCrossEntropy').value(logits, zeroOrOne),
  ]
  const expected = [
    lossByName('sparseCategoricalCrossentropy').value(probabilities, labels),
    lossByName('categoricalCrossentropy').value(probabilities, rows),
    fromTf(tf.metrics.binaryCrossentropy(toTf(zeroOrOne), toTf(sigmoid(logits))).mean()).data[0],
  ]
  expectClose(float64(fromLogits), float64(expected), 1e-5)
})

test('misfits name the loss and what the caller gave', () => {
  const { value, gradient } = lossByName('sparseCategoricalCrossentropy')
  for (const loss of [value, gradient]) {
    expect(shapeErrorOf(() => loss(probabilities, int32([0, 1]))).message).toBe(
      'sparseCategoricalCrossentropy: labels must be of shape [4]; got [2]',
    )
    expect(shapeErrorOf(() => loss(probabilities, int32([0, 1, 2, 3]))).message).toBe(
      'sparseCategoricalCrossentropy: labels must be whole numbers from 0 to 2; got 3 at position [3]',
    )
    expect(shapeErrorOf(() => loss(float64([0.5, 0.5]), int32([0, 1]))).message).toBe(
      'sparseCategoricalCrossentropy: prediction must be of rank 2, [N, C]; got [2]',
    )
  }
  expect(() => lossByName('hinge' as never)).toThrow("compile: loss must be one of 'meanSquaredError'")
})
