import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { layerNormalization } from '../../../reference-engine/layers/layer-normalization.ts'
import type { Weights } from '../../../reference-engine/layers/layer.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { extents } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeLayer, type LayerCase } from './describe-layer.ts'

function naive(x: Tensor, { gamma, beta }: Weights, epsilon: number) {
  const channels = gamma.data.length
  const data = Array.from(x.data, (value, index) => {
    const row = [...x.data.slice(index - (index % channels), index - (index % channels) + channels)]
    const mean = row.reduce((sum, entry) => sum + entry, 0) / channels
    const variance = row.reduce((sum, entry) => sum + (entry - mean) ** 2, 0) / channels
    const channel = index % channels
    return (gamma.data[channel] * (value - mean)) / Math.sqrt(variance + epsilon) + beta.data[channel]
  })
  return { shape: x.shape, data }
}

const caseOf = (inputShape: number[], epsilon: number): LayerCase => ({
  own: layerNormalization({ epsilon }),
  inputShape,
  differencesWithin: epsilon < 0.01 ? 1e-5 : 1e-8,
  theirs: () => tf.layers.layerNormalization({ epsilon }),
  naive: (x, weights) => naive(x, weights, epsilon),
})

describeLayer(
  'layerNormalization',
  fc
    .tuple(fc.array(extents, { minLength: 1, maxLength: 3 }), fc.constantFrom(1e-3, 0.1))
    .map(([inputShape, epsilon]) => caseOf(inputShape, epsilon)),
  [caseOf([1], 1e-3)],
)

test.each<[string, () => unknown]>([
  ['layerNormalization: epsilon must be a number greater than 0; got -1', () => layerNormalization({ epsilon: -1 })],
  [
    'layerNormalization: inputShape must be one whole number of 1 or more for each axis of a sample, without the batch; got []',
    () => layerNormalization().build([], new Random(1)),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
