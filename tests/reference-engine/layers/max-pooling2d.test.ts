import { expect, test } from '@jest/globals'
import { maxPooling2d } from '../../../reference-engine/layers/max-pooling2d.ts'
import { Random } from '../../../reference-engine/random.ts'
import { tf } from '../tfjs.ts'
import { describePooling } from './describe-pooling.ts'

describePooling('maxPooling2d', maxPooling2d, tf.layers.maxPooling2d, (pixels) => Math.max(...pixels))

test('pools of 2 x 2 side by side, unless told', () => {
  expect(maxPooling2d().build([6, 5, 3], new Random(1)).outputShape).toEqual([3, 2, 3])
  expect(maxPooling2d({ poolSize: 3 }).build([6, 5, 3], new Random(1)).outputShape).toEqual([2, 1, 3])
})

test.each<[string, () => unknown]>([
  [
    "maxPooling2d: padding must be one of 'valid', 'same'; got 'full'",
    () => maxPooling2d({ padding: 'full' as 'same' }),
  ],
  ['maxPooling2d: poolSize must be two whole numbers of 1 or more; got [0, 0]', () => maxPooling2d({ poolSize: 0 })],
  [
    'maxPooling2d: strides must be two whole numbers of 1 or more; got [1]',
    () => maxPooling2d({ strides: [1] as never }),
  ],
  [
    'maxPooling2d: x must be at least 3 x 3 pixels large, padding included, for one window to fit; got [1, 2, 2, 1]',
    () => maxPooling2d({ poolSize: 3 }).build([2, 2, 1], new Random(1)),
  ],
  [
    'maxPooling2d: inputShape must be [height, width, channels], without the batch; got [4]',
    () => maxPooling2d().build([4], new Random(1)),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
