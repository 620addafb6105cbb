import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { globalAveragePooling2d } from '../../../reference-engine/layers/global-average-pooling2d.ts'
import { Random } from '../../../reference-engine/random.ts'
import { build, entryAt, extents, indicesOf } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeLayer, type LayerCase } from './describe-layer.ts'

const caseOf = (inputShape: number[]): LayerCase => ({
  own: globalAveragePooling2d(),
  inputShape,
  theirs: () => tf.layers.globalAveragePooling2d({}),
  naive: (x) =>
    build([x.shape[0], x.shape[3]], ([n, c]) => {
      const pixels = indicesOf(x.shape.slice(1, 3)).map(([row, column]) => entryAt(x, [n, row, column, c]))
      return pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length
    }),
})

describeLayer('globalAveragePooling2d', fc.array(extents, { minLength: 3, maxLength: 3 }).map(caseOf), [
  caseOf([1, 1, 3]),
])

test('what is no image is refused', () => {
  expect(() => globalAveragePooling2d().build([3], new Random(1))).toThrow(
    'globalAveragePooling2d: inputShape must be [height, width, channels], without the batch; got [3]',
  )
})
