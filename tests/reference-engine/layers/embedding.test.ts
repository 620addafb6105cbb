import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { embedding } from '../../../reference-engine/layers/embedding.ts'
import { Random } from '../../../reference-engine/random.ts'
import { sizeOf } from '../../../reference-engine/tensor.ts'
import { extents, float64, int32 } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeLayer, type LayerCase } from './describe-layer.ts'

const caseOf = (inputShape: number[], inputDim: number, outputDim: number): LayerCase => ({
  own: embedding({ inputDim, outputDim }),
  inputShape,
  theirs: () => tf.layers.embedding({ inputDim, outputDim }),
  naive: (x, { embeddings }) => ({
    shape: [...x.shape, outputDim],
    data: [...x.data].flatMap((word) => [...embeddings.data.slice(word * outputDim, (word + 1) * outputDim)]),
  }),
  drawInput(shape, seed) {
    const random = new Random(seed)
    return int32(
      Array.from({ length: sizeOf(shape) }, () => random.integer(inputDim)),
      shape,
    )
  },
})

describeLayer(
  'embedding',
  fc
    .tuple(fc.array(extents, { minLength: 1, maxLength: 2 }), extents, extents)
    .map(([inputShape, inputDim, outputDim]) => caseOf(inputShape, inputDim, outputDim)),
  [caseOf([1], 1, 1)],
)

const layer = embedding({ inputDim: 3, outputDim: 2 })
const { weights } = layer.build([1], new Random(1))
const forward = (words: ReturnType<typeof int32>) =>
  layer.forward(words, weights, { training: false, random: new Random(1) })

test.each<[string, () => unknown]>([
  [
    'embedding: inputDim must be a whole number of 1 or more; got 1.5',
    () => embedding({ inputDim: 1.5, outputDim: 1 }),
  ],
  ['embedding: outputDim must be a whole number of 1 or more; got 0', () => embedding({ inputDim: 1, outputDim: 0 })],
  [
    "embedding: embeddingsInitializer must be one of 'glorotNormal',",
    () => embedding({ inputDim: 1, outputDim: 1, embeddingsInitializer: 'uniform' as 'ones' }),
  ],
  ['embedding: indices must be whole numbers from 0 to 2; got 3 at position [1]', () => forward(int32([0, 3], [2, 1]))],
  [
    'embedding: indices must be whole numbers from 0 to 2; got 0.5 at position [0]',
    () => forward(float64([0.5], [1, 1])),
  ],
  ['embedding: inputShape must be one whole number', () => layer.build([-3], new Random(1))],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
