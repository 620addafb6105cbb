import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { conv2d, conv2dBackward } from '../../../reference-engine/ops/conv2d.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import type { Pair } from '../../../reference-engine/window.ts'
import { expectedAxis, windowCases, type WindowCase } from '../convolution-cases.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { build, draw, drawn, entryAt, expectClose, float64, shapeErrorOf } from '../support.ts'
import { tf } from '../tfjs.ts'

function drawCase({ samples, size, window, channels, filters, seed }: WindowCase, dtype: DType) {
  return {
    x: draw(`x${seed}`, [samples, ...size, channels], dtype),
    filter: draw(`w${seed}`, [...window, channels, filters], dtype),
    bias: draw(`b${seed}`, [filters], dtype),
  }
}

/** The definition, with plain loops. */
function naive(given: WindowCase, x: Tensor, filter: Tensor, bias: Tensor) {
  const [rows, columns] = [expectedAxis(given, 0), expectedAxis(given, 1)]
  return build([given.samples, rows.outputs, columns.outputs, given.filters], ([n, i, j, f]) => {
    let total = bias.data[f]
    for (let a = 0; a < given.window[0]; a++) {
      for (let b = 0; b < given.window[1]; b++) {
        const row = i * given.strides[0] + a * given.dilations[0] - rows.before
        const column = j * given.strides[1] + b * given.dilations[1] - columns.before
        const inside = row >= 0 && row < given.size[0] && column >= 0 && column < given.size[1]
        for (let c = 0; inside && c < given.channels; c++) {
          total += entryAt(x, [n, row, column, c]) * entryAt(filter, [a, b, c, f])
        }
      }
    }
    return total
  })
}

describe('conv2d', () => {
  test('is its definition by plain loops, and its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(windowCases, (given) => {
        const { x, filter, bias } = drawCase(given, 'float64')
        const forward = () => conv2d(x, filter, bias, given)
        const output = forward()
        expectClose(output, naive(given, x, filter, bias), 1e-13)
        const dOut = draw(`d${given.seed}`, output.shape)
        expectNumericGradients(forward, dOut, [x, filter, bias], () => {
          const { dX, dFilter, dBias } = conv2dBackward(dOut, x, filter, given)
          return [dX, dFilter, dBias]
        })
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32, forward and backward', () => {
    fc.assert(
      fc.property(windowCases, (given) => {
        const { x, filter, bias } = drawCase(given, 'float32')
        const { strides, dilations, padding } = given
        // Rows and columns by number are laid around beforehand: TensorFlow itself takes only the names.
        const [name, rows, columns] =
          typeof padding === 'string' ? [padding, [0, 0], [0, 0]] : ['valid' as const, ...padding]
        const inTf = ([input, weights, shift]: tf.Tensor[]) => {
          const padded = input.pad([
            [0, 0],
            [rows[0], rows[1]],
            [columns[0], columns[1]],
            [0, 0],
          ])
          return tf.conv2d(padded as tf.Tensor4D, dilatedInTf(weights, dilations), [...strides], name).add(shift)
        }
        const output = conv2d(x, filter, bias, given)
        const dOut = draw(`d${given.seed}`, output.shape, 'float32')
        const { dX, dFilter, dBias } = conv2dBackward(dOut, x, filter, given)
        expectLikeTf({ inputs: [x, filter, bias], output, dOut, gradients: [dX, dFilter, dBias], inTf })
      }),
      drawn,
    )
  })

  test('1 x 1, by hand: 3 * 2 + 1; and one image of ones counts the pixels under each window', () => {
    const x = float64([3], [1, 1, 1, 1])
    const filter = float64([2], [1, 1, 1, 1])
    expect([...conv2d(x, filter, float64([1])).data]).toEqual([7])
    const { dX, dFilter, dBias } = conv2dBackward(float64([5], [1, 1, 1, 1]), x, filter)
    expect([dX, dFilter, dBias].map(({ data }) => data[0])).toEqual([10, 15, 5])
    const ones = float64(
      Array.from({ length: 9 }, () => 1),
      [1, 3, 3, 1],
    )
    const counts = conv2d(ones, { ...ones, shape: [3, 3, 1, 1] }, float64([0]), { padding: 'same' })
    expect([...counts.data]).toEqual([4, 6, 4, 6, 9, 6, 4, 6, 4])
  })

  test("'same' with an even number of missing pixels short of one puts the odd one after the image, as TensorFlow does", () => {
    const x = float64([1, 2, 3, 4], [1, 1, 4, 1])
    const filter = float64([1, 10], [1, 2, 1, 1])
    expect([...conv2d(x, filter, float64([0]), { padding: 'same' }).data]).toEqual([21, 32, 43, 4])
  })

  test('takes a stride larger than the kernel, and an empty batch', () => {
    const filter = float64([1], [1, 1, 1, 1])
    const strided = conv2d(float64([1, 2, 3, 4, 5], [1, 1, 5, 1]), filter, float64([0]), { strides: [3, 3] })
    expect([...strided.data]).toEqual([1, 4])
    const none = draw(1, [0, 4, 4, 1])
    expect(conv2d(none, filter, float64([0])).shape).toEqual([0, 4, 4, 1])
    const { dX, dFilter, dBias } = conv2dBackward(none, none, filter)
    expect(dX.shape).toEqual([0, 4, 4, 1])
    expect([...dFilter.data, ...dBias.data]).toEqual([0, 0])
  })

  test.each<[string, number[], number[], number[], object, string]>([
    [
      'filter',
      [8, 32, 32, 3],
      [3, 3, 4, 16],
      [16],
      {},
      'conv2d: filter must be [height, width, 3, channels] to match x [8, 32, 32, 3]; got [3, 3, 4, 16]',
    ],
    ['x', [32, 32, 3], [3, 3, 3, 16], [16], {}, 'conv2d: x must be [N, H, W, C]; got [32, 32, 3]'],
    ['bias', [1, 4, 4, 3], [3, 3, 3, 2], [3], {}, 'conv2d: bias must be [2] to match filter [3, 3, 3, 2]; got [3]'],
    [
      'x',
      [1, 2, 4, 1],
      [3, 2, 1, 1],
      [1],
      { dilations: [2, 1] },
      'conv2d: x must be at least 5 x 2 pixels large, padding included, for one window to fit; got [1, 2, 4, 1]',
    ],
    [
      'filter',
      [1, 4, 4, 1],
      [0, 2, 1, 1],
      [1],
      {},
      'conv2d: filter must be [height, width, C, F] of at least one pixel; got [0, 2, 1, 1]',
    ],
    [
      'strides',
      [1, 4, 4, 1],
      [2, 2, 1, 1],
      [1],
      { strides: [0, 1] },
      'conv2d: strides must be two whole numbers of 1 or more; got [0, 1]',
    ],
    [
      'dilations',
      [1, 4, 4, 1],
      [2, 2, 1, 1],
      [1],
      { dilations: [1.5, 1] },
      'conv2d: dilations must be two whole numbers of 1 or more; got [1.5, 1]',
    ],
    [
      'padding',
      [1, 4, 4, 1],
      [2, 2, 1, 1],
      [1],
      { padding: 'full' },
      "conv2d: padding must be 'valid', 'same' or [[top, bottom], [left, right]]; got 'full'",
    ],
    [
      'padding',
      [1, 4, 4, 1],
      [2, 2, 1, 1],
      [1],
      {
        padding: [
          [1, -1],
          [0, 0],
        ],
      },
      "conv2d: padding must be 'valid', 'same' or [[top, bottom], [left, right]]; got [[1, -1], [0, 0]]",
    ],
  ])('a misfit of %s says so: %j %j', (_, x, filter, bias, options, message) => {
    const forward = () => conv2d(draw(1, x), draw(2, filter), draw(3, bias), options)
    expect(forward).toThrow(message)
    if (message.includes('bias')) return
    const backward = () => conv2dBackward(draw(4, [1]), draw(1, x), draw(2, filter), options)
    expect(backward).toThrow(message.replace('conv2d:', 'conv2dBackward:'))
  })

  test('a dOut of another shape is a ShapeError', () => {
    const backward = () => conv2dBackward(draw(1, [2, 4, 4, 3]), draw(2, [2, 4, 4, 1]), draw(3, [2, 2, 1, 3]))
    expect(shapeErrorOf(backward).message).toBe(
      'conv2dBackward: dOut must be [2, 3, 3, 3] to match x [2, 4, 4, 1] and filter [2, 2, 1, 3]; got [2, 4, 4, 3]',
    )
  })
})

/** The filter with zeros between its taps: tf.js takes strides or dilations, and has no gradient of a dilated convolution. */
function dilatedInTf(filter: tf.Tensor, [down, across]: Pair): tf.Tensor4D {
  const [height, width, channels, filters] = filter.shape
  const gaps: [number, number][] = [
    [0, 0],
    [0, down - 1],
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]
  return filter
    .reshape([height, 1, width, 1, channels * filters])
    .pad(gaps)
    .reshape<tf.Tensor4D>([height * down, width * across, channels, filters])
    .slice([0, 0, 0, 0], [(height - 1) * down + 1, (width - 1) * across + 1, channels, filters])
}
