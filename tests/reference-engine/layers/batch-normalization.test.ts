import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { batchNormalization } from '../../../reference-engine/layers/batch-normalization.ts'
import type { Weights } from '../../../reference-engine/layers/layer.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { draw, drawn, expectClose, extents, seeds } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'
import { describeLayer, type LayerCase } from './describe-layer.ts'

/** Mean and biased variance of one channel over everything else. */
function momentsOf(x: Tensor, channel: number, channels: number): { mean: number; variance: number } {
  const values = Array.from(x.data).filter((_, index) => index % channels === channel)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}

function naive(x: Tensor, weights: Weights, training: boolean, epsilon: number) {
  const channels = x.shape[x.shape.length - 1]
  const used = Array.from({ length: channels }, (_, channel) =>
    training
      ? momentsOf(x, channel, channels)
      : { mean: weights.moving_mean.data[channel], variance: weights.moving_variance.data[channel] },
  )
  const data = Array.from(x.data, (value, index) => {
    const channel = index % channels
    const { mean, variance } = used[channel]
    return (weights.gamma.data[channel] * (value - mean)) / Math.sqrt(variance + epsilon) + weights.beta.data[channel]
  })
  return { shape: x.shape, data }
}

const caseOf = (inputShape: number[], epsilon: number): LayerCase => ({
  own: batchNormalization({ epsilon }),
  inputShape,
  differencesWithin: epsilon < 0.01 ? 1e-5 : 1e-8,
  theirs: () => tf.layers.batchNormalization({ epsilon }),
  naive: (x, weights, training) => naive(x, weights, training, epsilon),
})

describeLayer(
  'batchNormalization',
  fc
    .tuple(fc.array(extents, { minLength: 1, maxLength: 3 }), fc.constantFrom(1e-3, 0.1))
    .map(([inputShape, epsilon]) => caseOf(inputShape, epsilon)),
  [caseOf([1], 1e-3), caseOf([1, 1, 3], 1e-3)],
)

test('moves its means as tf.layers does, batch after batch', () => {
  fc.assert(
    fc.property(extents, extents, seeds, fc.constantFrom(0, 0.8, 0.99), (samples, channels, seed, momentum) => {
      const layer = batchNormalization({ momentum })
      let { weights } = layer.build([channels], new Random(1))
      const theirs = tf.layers.batchNormalization({ momentum })
      theirs.build([null, channels])
      for (const step of [1, 2]) {
        const x = draw(`${step}/${seed}`, [samples, channels], 'float32', 3)
        weights = { ...weights, ...layer.forward(x, weights, { training: true, random: new Random(1) }).updates }
        theirs.apply(toTf(x), { training: true })
      }
      const [, , mean, variance] = theirs.getWeights().map(fromTf)
      expectClose(weights.moving_mean, mean)
      expectClose(weights.moving_variance, variance)
    }),
    drawn,
  )
})

test.each<[string, () => unknown]>([
  [
    'batchNormalization: momentum must be a number of 0 or more and less than 1; got 2',
    () => batchNormalization({ momentum: 2 }),
  ],
  ['batchNormalization: epsilon must be a number greater than 0; got 0', () => batchNormalization({ epsilon: 0 })],
  [
    'batchNormalization: inputShape must be one whole number of 1 or more for each axis of a sample, without the batch; got []',
    () => batchNormalization().build([], new Random(1)),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
