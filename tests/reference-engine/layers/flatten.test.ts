import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { flatten } from '../../../reference-engine/layers/flatten.ts'
import { Random } from '../../../reference-engine/random.ts'
import { sizeOf } from '../../../reference-engine/tensor.ts'
import { extents } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeLayer, type LayerCase } from './describe-layer.ts'

const caseOf = (inputShape: number[]): LayerCase => ({
  own: flatten(),
  inputShape,
  theirs: () => tf.layers.flatten(),
  naive: (x) => ({ shape: [x.shape[0], sizeOf(inputShape)], data: x.data }),
})

describeLayer('flatten', fc.array(extents, { minLength: 2, maxLength: 4 }).map(caseOf), [caseOf([1, 1, 1])])

test('a shape that is none is refused', () => {
  expect(() => flatten().build([2, -1], new Random(1))).toThrow(
    'flatten: inputShape must be one whole number of 1 or more for each axis of a sample, without the batch; got [2, -1]',
  )
})
