import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { layerNorm, layerNormBackward } from '../../../reference-engine/ops/layer-norm.ts'
import type { DType } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf } from '../tfjs.ts'

/** Rows of 3 or more: the variance of two numbers can come close to 0, where the derivatives grow. */
const wide = shapes.map((shape) => shape.with(-1, shape[shape.length - 1] + 2))

function drawCase(seed: number, shape: readonly number[], dtype: DType) {
  const channels = shape[shape.length - 1]
  return {
    x: draw(`x${seed}`, shape, dtype),
    parameters: { gamma: draw(`g${seed}`, [channels], dtype), beta: draw(`b${seed}`, [channels], dtype) },
    dOut: draw(`d${seed}`, shape, dtype),
  }
}

test('is its definition by plain loops; its backward agrees with differences, in float64', () => {
  fc.assert(
    fc.property(wide, seeds, fc.constantFrom(1e-3, 0.1), (shape, seed, epsilon) => {
      const { x, parameters, dOut } = drawCase(seed, shape, 'float64')
      const { gamma, beta } = parameters
      const expected = build(shape, (index) => {
        const row = Array.from(gamma.data, (_, channel) => entryAt(x, index.with(-1, channel)))
        const mean = row.reduce((total, value) => total + value, 0) / row.length
        const variance = row.reduce((total, value) => total + (value - mean) ** 2, 0) / row.length
        const channel = index[index.length - 1]
        return (gamma.data[channel] * (entryAt(x, index) - mean)) / Math.sqrt(variance + epsilon) + beta.data[channel]
      })
      const forward = () => layerNorm(x, parameters, { epsilon })
      expectClose(forward(), expected)
      const backward = () => {
        const { dX, gradients } = layerNormBackward(dOut, x, parameters, { epsilon })
        return [dX, gradients.gamma, gradients.beta]
      }
      expectNumericGradients(forward, dOut, [x, gamma, beta], backward, 1e-7)
    }),
    drawn,
  )
})

test("agrees with tf.js' layer in float32, forward and backward, with its epsilon of 1e-3", () => {
  fc.assert(
    fc.property(wide, seeds, (shape, seed) => {
      const { x, parameters, dOut } = drawCase(seed, [2, ...shape].slice(-4), 'float32')
      const { dX, gradients } = layerNormBackward(dOut, x, parameters)
      const layer = tf.layers.layerNormalization()
      layer.build([...x.shape]) // its own scale is 1, its shift 0
      expectLikeTf({
        inputs: [x, parameters.gamma, parameters.beta],
        output: layerNorm(x, parameters),
        dOut,
        gradients: [dX, gradients.gamma, gradients.beta],
        inTf: ([input, scale, shift]) => (layer.apply(input) as tf.Tensor).mul(scale).add(shift),
      })
    }),
    drawn,
  )
})

test('by hand: 1 and 3 lie one deviation from 2; a single channel is its beta', () => {
  const two = { gamma: float64([2, 2]), beta: float64([0, 1]) }
  const row = layerNorm(float64([1, 3], [1, 2]), two, { epsilon: 1e-15 })
  expectClose(row, { shape: [1, 2], data: [-2, 3] })
  const one = { gamma: float64([2]), beta: float64([5]) }
  expect([...layerNorm(float64([7, 8], [2, 1]), one).data]).toEqual([5, 5])
  expect([...layerNormBackward(float64([1, 2], [2, 1]), float64([7, 8], [2, 1]), one).dX.data]).toEqual([0, 0])
})

test('takes an empty batch', () => {
  const parameters = { gamma: float64([1, 1]), beta: float64([0, 0]) }
  expect(layerNorm(draw(1, [0, 2]), parameters).shape).toEqual([0, 2])
  const { dX, gradients } = layerNormBackward(draw(1, [0, 2]), draw(1, [0, 2]), parameters)
  expect(dX.shape).toEqual([0, 2])
  expect([...gradients.gamma.data, ...gradients.beta.data]).toEqual([0, 0, 0, 0])
})

test('misfits say so', () => {
  const [x, three] = [draw(1, [2, 3]), draw(2, [3])]
  expect(shapeErrorOf(() => layerNorm(x, { gamma: draw(1, [2]), beta: three })).message).toBe(
    'layerNorm: gamma must be [3] to match x [2, 3]; got [2]',
  )
  expect(shapeErrorOf(() => layerNorm(x, { gamma: three, beta: x })).message).toBe(
    'layerNorm: beta must be [3] to match x [2, 3]; got [2, 3]',
  )
  expect(shapeErrorOf(() => layerNorm(float64([1], []), { gamma: three, beta: three })).message).toBe(
    'layerNorm: x must be [..., C]; got []',
  )
  expect(shapeErrorOf(() => layerNormBackward(three, x, { gamma: three, beta: three })).message).toBe(
    'layerNormBackward: dOut must be of shape [2, 3]; got [3]',
  )
  expect(() => layerNorm(x, undefined as never)).toThrow('layerNorm: parameters must be { gamma, beta }; got undefined')
  expect(() => layerNorm(x, { gamma: three } as never)).toThrow('layerNorm: beta must be a tensor; got undefined')
  expect(() => layerNorm(x, { gamma: three, beta: three }, { epsilon: -1 })).toThrow(
    'layerNorm: epsilon must be a number greater than 0; got -1',
  )
})
