import { expect, test } from '@jest/globals'
import { averagePooling2d } from '../../../reference-engine/layers/average-pooling2d.ts'
import { tf } from '../tfjs.ts'
import { describePooling } from './describe-pooling.ts'

describePooling(
  'averagePooling2d',
  averagePooling2d,
  tf.layers.averagePooling2d,
  (pixels) => pixels.reduce((sum, pixel) => sum + pixel, 0) / pixels.length,
  // tf.js' gradient divides by the whole window, its forward by the pixels under it.
  { sameForwardOnly: true },
)

test('a padding that is none is refused', () => {
  expect(() => averagePooling2d({ padding: 'full' as 'same' })).toThrow(
    "averagePooling2d: padding must be one of 'valid', 'same'; got 'full'",
  )
})
