import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { activation } from '../../../reference-engine/layers/activation.ts'
import { Random } from '../../../reference-engine/random.ts'
import { extents } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeLayer, drawApart, type LayerCase } from './describe-layer.ts'
import { activated, activationNames, activationOfTf } from './plain-activations.ts'

for (const name of activationNames) {
  const caseOf = (inputShape: number[]): LayerCase => ({
    own: activation({ activation: name }),
    inputShape,
    theirs: () => {
      const theirName = activationOfTf(name)
      return theirName && tf.layers.activation({ activation: theirName })
    },
    naive: (x) => ({ shape: x.shape, data: activated(name, [...x.data], x.shape[x.shape.length - 1]) }),
    drawInput: drawApart,
  })
  describeLayer(`activation ${name}`, fc.array(extents, { minLength: 1, maxLength: 3 }).map(caseOf), [caseOf([1])])
}

test.each<[string, () => unknown]>([
  ["activation: activation must be one of 'linear',", () => activation({ activation: 'toString' as 'relu' })],
  [
    'activation: inputShape must be one whole number',
    () => activation({ activation: 'relu' }).build([0], new Random(1)),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
