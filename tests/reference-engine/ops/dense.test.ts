import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { dense, denseBackward } from '../../../reference-engine/ops/dense.ts'
import type { DType } from '../../../reference-engine/tensor.ts'
import {
  build,
  contract,
  copyOf,
  draw,
  drawn,
  entryAt,
  expectClose,
  extents,
  float64,
  numericGradient,
  seeds,
  shapeErrorOf,
} from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const sizes = fc.record({ samples: extents, inputs: extents, outputs: extents, seed: seeds })
type Sizes = { samples: number; inputs: number; outputs: number; seed: number }

function drawLayer({ samples, inputs, outputs, seed }: Sizes, dtype: DType) {
  return {
    x: draw(`x${seed}`, [samples, inputs], dtype),
    parameters: { weights: draw(`w${seed}`, [inputs, outputs], dtype), bias: draw(`b${seed}`, [outputs], dtype) },
    dOut: draw(`d${seed}`, [samples, outputs], dtype),
  }
}

describe('dense', () => {
  test('is x W + b by plain loops, and its backward by finite differences, in float64', () => {
    fc.assert(
      fc.property(sizes, (drawnSizes) => {
        const { x, parameters, dOut } = drawLayer(drawnSizes, 'float64')
        const before = [x, parameters.weights, parameters.bias, dOut].map(copyOf)
        const output = build(dOut.shape, ([sample, unit]) => {
          let total = parameters.bias.data[unit]
          for (let input = 0; input < drawnSizes.inputs; input++) {
            total += entryAt(x, [sample, input]) * entryAt(parameters.weights, [input, unit])
          }
          return total
        })
        expectClose(dense(x, parameters), output, 1e-13)
        const { dX, gradients } = denseBackward(dOut, x, parameters)
        expect([x, parameters.weights, parameters.bias, dOut]).toEqual(before)
        const loss = () => contract(dense(x, parameters), dOut)
        expectClose(dX, numericGradient(loss, x), 1e-8)
        expectClose(gradients.weights, numericGradient(loss, parameters.weights), 1e-8)
        expectClose(gradients.bias, numericGradient(loss, parameters.bias), 1e-8)
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32, forward and backward', () => {
    fc.assert(
      fc.property(sizes, (drawnSizes) => {
        const { x, parameters, dOut } = drawLayer(drawnSizes, 'float32')
        const inputs = [toTf(x), toTf(parameters.weights), toTf(parameters.bias)]
        const forward = (input: tf.Tensor, weights: tf.Tensor, bias: tf.Tensor) =>
          tf.add(tf.matMul(input, weights), bias)
        expectClose(dense(x, parameters), fromTf(tf.tidy(() => forward(inputs[0], inputs[1], inputs[2]))))
        const { dX, gradients } = denseBackward(dOut, x, parameters)
        const expected = tf
          .grads(forward as (...inputs: tf.Tensor[]) => tf.Tensor)(inputs, toTf(dOut))
          .map(fromTf)
        const actual = [dX, gradients.weights, gradients.bias]
        actual.forEach((gradient, index) => expectClose(gradient, expected[index]))
        expect(actual.map((gradient) => gradient.dtype)).toEqual(['float32', 'float32', 'float32'])
      }),
      drawn,
    )
  })

  test('1 x 1, by hand: 3 * 2 + 1', () => {
    const x = float64([3], [1, 1])
    const parameters = { weights: float64([2], [1, 1]), bias: float64([1]) }
    expect(dense(x, parameters)).toEqual({ shape: [1, 1], dtype: 'float64', data: Float64Array.of(7) })
    expect(denseBackward(float64([5], [1, 1]), x, parameters)).toEqual({
      dX: { shape: [1, 1], dtype: 'float64', data: Float64Array.of(10) },
      gradients: {
        weights: { shape: [1, 1], dtype: 'float64', data: Float64Array.of(15) },
        bias: { shape: [1], dtype: 'float64', data: Float64Array.of(5) },
      },
    })
  })

  test('takes an empty batch', () => {
    const parameters = { weights: draw(1, [3, 2]), bias: draw(2, [2]) }
    expect(dense(draw(3, [0, 3]), parameters).shape).toEqual([0, 2])
    const { dX, gradients } = denseBackward(draw(4, [0, 2]), draw(3, [0, 3]), parameters)
    expect(dX.shape).toEqual([0, 3])
    expectClose(gradients.weights, { shape: [3, 2], data: [0, 0, 0, 0, 0, 0] })
    expectClose(gradients.bias, { shape: [2], data: [0, 0] })
  })

  test.each<[string, number[], number[], number[], string]>([
    ['x', [4, 3], [2, 3], [3], 'dense: x must be of shape [4, 2]; got [4, 3]'],
    ['x', [2], [2, 3], [3], 'dense: x must be of rank 2, [N, I]; got [2]'],
    ['bias', [4, 2], [2, 3], [1], 'dense: bias must be of shape [3]; got [1]'],
    ['weights', [4, 2], [2], [3], 'dense: weights must be of rank 2, [I, O]; got [2]'],
  ])('a misfit of %s is a ShapeError', (_, x, weights, bias, message) => {
    const parameters = { weights: draw(1, weights), bias: draw(2, bias) }
    expect(shapeErrorOf(() => dense(draw(3, x), parameters)).message).toBe(message)
    const backward = () => denseBackward(draw(4, [4, 3]), draw(3, x), parameters)
    expect(shapeErrorOf(backward).message).toBe(message.replace('dense:', 'denseBackward:'))
  })

  test('parameters that are none say so', () => {
    const weights = draw(1, [2, 3])
    expect(() => dense(draw(2, [4, 2]), undefined as never)).toThrow(
      'dense: parameters must be { weights, bias }; got undefined',
    )
    expect(() => dense(draw(2, [4, 2]), { weights } as never)).toThrow('dense: bias must be a tensor; got undefined')
    expect(() => denseBackward(weights, weights, weights as never)).toThrow('denseBackward: weights must be a tensor')
  })

  test('a dOut of another shape is a ShapeError', () => {
    const parameters = { weights: draw(1, [2, 3]), bias: draw(2, [3]) }
    expect(shapeErrorOf(() => denseBackward(draw(3, [1, 3]), draw(4, [4, 2]), parameters)).message).toBe(
      'denseBackward: dOut must be of shape [4, 3]; got [1, 3]',
    )
  })
})
