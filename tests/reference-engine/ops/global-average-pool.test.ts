import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { globalAveragePool, globalAveragePoolBackward } from '../../../reference-engine/ops/global-average-pool.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, extents, float64, seeds, shapeErrorOf } from '../support.ts'
import { tf } from '../tfjs.ts'

const images = fc.tuple(extents, extents, extents, extents)

test('is the mean over each image by plain loops; its backward agrees with differences, in float64', () => {
  fc.assert(
    fc.property(images, seeds, ([samples, height, width, channels], seed) => {
      const x = draw(`x${seed}`, [samples, height, width, channels])
      const dOut = draw(`d${seed}`, [samples, channels])
      const expected = build(dOut.shape, ([n, c]) => {
        let total = 0
        for (let row = 0; row < height; row++) {
          for (let column = 0; column < width; column++) total += entryAt(x, [n, row, column, c])
        }
        return total / (height * width)
      })
      expectClose(globalAveragePool(x), expected, 1e-13)
      expectNumericGradients(
        () => globalAveragePool(x),
        dOut,
        [x],
        () => [globalAveragePoolBackward(dOut, x)],
      )
    }),
    { ...drawn, numRuns: 15 },
  )
})

test('agrees with tf.js in float32, forward and backward', () => {
  fc.assert(
    fc.property(images, seeds, (shape, seed) => {
      const x = draw(`x${seed}`, shape, 'float32')
      const dOut = draw(`d${seed}`, [shape[0], shape[3]], 'float32')
      expectLikeTf({
        inputs: [x],
        output: globalAveragePool(x),
        dOut,
        gradients: [globalAveragePoolBackward(dOut, x)],
        inTf: ([input]) => tf.layers.globalAveragePooling2d({}).apply(input) as tf.Tensor,
      })
    }),
    drawn,
  )
})

test('by hand: two channels of two pixels', () => {
  const x = float64([1, 10, 3, 30], [1, 1, 2, 2])
  expectClose(globalAveragePool(x), { shape: [1, 2], data: [2, 20] })
  const dX = globalAveragePoolBackward(float64([4, 6], [1, 2]), x)
  expectClose(dX, { shape: [1, 1, 2, 2], data: [2, 3, 2, 3] })
})

test('takes an empty batch', () => {
  expect(globalAveragePool(draw(1, [0, 2, 2, 3])).shape).toEqual([0, 3])
  expect(globalAveragePoolBackward(draw(1, [0, 3]), draw(1, [0, 2, 2, 3])).shape).toEqual([0, 2, 2, 3])
})

test('misfits are ShapeErrors', () => {
  expect(shapeErrorOf(() => globalAveragePool(draw(1, [2, 3]))).message).toBe(
    'globalAveragePool: x must be [N, H, W, C]; got [2, 3]',
  )
  expect(shapeErrorOf(() => globalAveragePool(draw(1, [2, 0, 4, 3]))).message).toBe(
    'globalAveragePool: x must be [N, H, W, C] of at least one pixel; got [2, 0, 4, 3]',
  )
  expect(shapeErrorOf(() => globalAveragePoolBackward(draw(1, [2, 2]), draw(1, [2, 4, 4, 3]))).message).toBe(
    'globalAveragePoolBackward: dOut must be [2, 3] to match x [2, 4, 4, 3]; got [2, 2]',
  )
})
