import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { logSoftmax, logSoftmaxBackward } from '../../../reference-engine/ops/log-softmax.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf } from '../tfjs.ts'

test('published values: ln softmax of 1, 2, 3', () => {
  expectClose(
    logSoftmax(float64([1, 2, 3])),
    { shape: [3], data: [-2.4076059644443806, -1.4076059644443806, -0.4076059644443806] },
    1e-15,
  )
})

test('is the definition over the last axis of any shape; its backward agrees with differences, in float64', () => {
  fc.assert(
    fc.property(shapes, seeds, (shape, seed) => {
      const [x, dOut] = [draw(`x${seed}`, shape), draw(`d${seed}`, shape)]
      const expected = build(shape, (index) => {
        let total = 0
        for (let other = 0; other < shape[shape.length - 1]; other++) {
          total += Math.exp(entryAt(x, index.with(-1, other)))
        }
        return entryAt(x, index) - Math.log(total)
      })
      expect(logSoftmax(x).data.every((value, index) => Math.abs(value - expected.data[index]) < 1e-14)).toBe(true)
      expect(logSoftmax(x).shape).toEqual(shape)
      expectNumericGradients(
        () => logSoftmax(x),
        dOut,
        [x],
        () => [logSoftmaxBackward(dOut, x)],
      )
    }),
    drawn,
  )
})

test('agrees with tf.js in float32, forward and backward', () => {
  fc.assert(
    fc.property(shapes, seeds, (shape, seed) => {
      const classes = shape.with(-1, shape[shape.length - 1] + 1) // the logarithm of a single class is 0
      const [x, dOut] = [draw(`x${seed}`, classes, 'float32', 3), draw(`d${seed}`, classes, 'float32')]
      expectLikeTf({
        inputs: [x],
        output: logSoftmax(x),
        dOut,
        gradients: [logSoftmaxBackward(dOut, x)],
        inTf: ([input]) => tf.logSoftmax(input),
      })
    }),
    drawn,
  )
})

test('is finite and right at 1000 and -1000', () => {
  const x = float64([1000, -1000], [1, 2])
  expect([...logSoftmax(x).data]).toEqual([0, -2000])
  expect([...logSoftmaxBackward(float64([0, 1], [1, 2]), x).data]).toEqual([-1, 1])
})

test('takes an empty batch', () => {
  expect(logSoftmax(draw(1, [0, 3])).shape).toEqual([0, 3])
  expect(logSoftmaxBackward(draw(1, [0, 3]), draw(1, [0, 3])).shape).toEqual([0, 3])
})

test('misfits are ShapeErrors', () => {
  expect(shapeErrorOf(() => logSoftmaxBackward(draw(1, [3]), draw(2, [2, 3]))).message).toBe(
    'logSoftmaxBackward: dOut must be of shape [2, 3]; got [3]',
  )
  for (const shape of [[], [2, 0]]) {
    expect(shapeErrorOf(() => logSoftmax(draw(1, shape))).message).toBe(
      `logSoftmax: x must be [..., C] of at least one class; got [${shape.join(', ')}]`,
    )
    expect(shapeErrorOf(() => logSoftmaxBackward(draw(1, shape), draw(1, shape))).functionName).toBe(
      'logSoftmaxBackward',
    )
  }
})
