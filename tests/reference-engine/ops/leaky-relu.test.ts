import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { leakyRelu, leakyReluBackward } from '../../../reference-engine/ops/leaky-relu.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { draw, drawn, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf } from '../tfjs.ts'

const slopes = fc.constantFrom(0.01, 0.2, 0.5, 1)

test('is x above 0 and slope * x below, with a slope of 0.2 unless told', () => {
  const x = float64([-2, 0, 3])
  expect([...leakyRelu(x, { slope: 0.5 }).data]).toEqual([-1, 0, 3])
  expectClose(leakyRelu(x), { shape: [3], data: [-0.4, 0, 3] })
  expect([...leakyReluBackward(float64([1, 1, 1]), x, { slope: 0.5 }).data]).toEqual([0.5, 0.5, 1])
})

test('agrees with tf.js in float32, forward and backward, on any shape', () => {
  fc.assert(
    fc.property(shapes, slopes, seeds, (shape, slope, seed) => {
      const [x, dOut] = [draw(`x${seed}`, shape, 'float32', 3), draw(`d${seed}`, shape, 'float32')]
      expectLikeTf({
        inputs: [x],
        output: leakyRelu(x, { slope }),
        dOut,
        gradients: [leakyReluBackward(dOut, x, { slope })],
        inTf: ([input]) => tf.leakyRelu(input, slope),
      })
    }),
    drawn,
  )
})

test('in float64 it is its definition, its backward agrees with differences', () => {
  fc.assert(
    fc.property(shapes, slopes, seeds, (shape, slope, seed) => {
      const noise = draw(`x${seed}`, shape)
      const x = { ...noise, data: noise.data.map((value) => value + Math.sign(value) * 0.01) } // away from the kink
      const dOut = draw(`d${seed}`, shape)
      const forward = () => leakyRelu(x, { slope })
      expectClose(forward(), { shape, data: Array.from(x.data, (value) => (value > 0 ? value : slope * value)) })
      expectNumericGradients(forward, dOut, [x], () => [leakyReluBackward(dOut, x, { slope })])
    }),
    drawn,
  )
})

test('a dOut of another shape is a ShapeError', () => {
  expect(shapeErrorOf(() => leakyReluBackward(draw(1, [1, 3]), draw(2, [2, 3]))).message).toBe(
    'leakyReluBackward: dOut must be of shape [2, 3]; got [1, 3]',
  )
})
