import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { dropout } from '../../../reference-engine/layers/dropout.ts'
import { Random } from '../../../reference-engine/random.ts'
import { extents } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeLayer, layerSeed, type LayerCase } from './describe-layer.ts'

const caseOf = (inputShape: number[], rate: number): LayerCase => ({
  own: dropout({ rate }),
  inputShape,
  // Which entries tf.js drops is another matter.
  theirs: (training) => (training ? undefined : tf.layers.dropout({ rate })),
  naive(x, _weights, training) {
    const random = new Random(layerSeed)
    const data = Array.from(x.data, (value) => (!training ? value : random.uniform() < rate ? 0 : value / (1 - rate)))
    return { shape: x.shape, data }
  },
})

describeLayer(
  'dropout',
  fc
    .tuple(fc.array(extents, { minLength: 1, maxLength: 3 }), fc.double({ min: 0, max: 0.9, noNaN: true }))
    .map(([inputShape, rate]) => caseOf(inputShape, rate)),
  [caseOf([1], 0)],
)

test.each([[1], [-0.1], [NaN], ['0.5']])('refuses a rate of %p', (rate) => {
  expect(() => dropout({ rate: rate as number })).toThrow('dropout: rate must be a number of 0 or more and less than 1')
})

test('a shape that is none is refused', () => {
  expect(() => dropout({ rate: 0.5 }).build([0.5], new Random(1))).toThrow(
    'dropout: inputShape must be one whole number',
  )
})
