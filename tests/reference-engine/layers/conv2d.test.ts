import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { ActivationName } from '../../../reference-engine/layers/activations.ts'
import { conv2d } from '../../../reference-engine/layers/conv2d.ts'
import type { Weights } from '../../../reference-engine/layers/layer.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { expectedAxis, windowCases, type WindowCase } from '../convolution-cases.ts'
import { build, entryAt, indicesOf } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeLayer, type LayerCase } from './describe-layer.ts'
import { activated, activationOfTf, smoothActivations } from './plain-activations.ts'

function naive(given: WindowCase, x: Tensor, { kernel, bias }: Weights): { shape: number[]; data: number[] } {
  const [rows, columns] = [expectedAxis(given, 0), expectedAxis(given, 1)]
  const taps = indicesOf(kernel.shape.slice(0, 3))
  return build([x.shape[0], rows.outputs, columns.outputs, given.filters], ([n, i, j, f]) =>
    taps.reduce(
      (sum, [a, b, c]) => {
        const row = i * given.strides[0] + a * given.dilations[0] - rows.before
        const column = j * given.strides[1] + b * given.dilations[1] - columns.before
        const inside = row >= 0 && row < x.shape[1] && column >= 0 && column < x.shape[2]
        return inside ? sum + entryAt(x, [n, row, column, c]) * entryAt(kernel, [a, b, c, f]) : sum
      },
      bias ? bias.data[f] : 0,
    ),
  )
}

function caseOf(given: WindowCase, activation: ActivationName, useBias: boolean): LayerCase {
  const { filters, strides, padding, window: kernelSize, dilations: dilationRate } = given
  const dilated = Math.max(...dilationRate) > 1
  return {
    own: conv2d({ filters, kernelSize, strides, padding, dilationRate, activation, useBias }),
    inputShape: [...given.size, given.channels],
    // tf.layers takes no padding by number, and either strides or dilation.
    theirs: () =>
      typeof padding !== 'string' || (dilated && Math.max(...strides) > 1)
        ? undefined
        : tf.layers.conv2d({
            filters,
            kernelSize: [...kernelSize],
            strides: [...strides],
            padding,
            dilationRate: [...dilationRate],
            activation: activationOfTf(activation),
            useBias,
          }),
    forwardOnly: dilated,
    naive(x, weights) {
      const { shape, data } = naive(given, x, weights)
      return { shape, data: activated(activation, data, filters) }
    },
  }
}

const onePixel: WindowCase = {
  samples: 1,
  size: [1, 1],
  window: [1, 1],
  channels: 3,
  filters: 5,
  strides: [1, 1],
  dilations: [1, 1],
  padding: 'same',
  seed: 1,
}

describeLayer(
  'conv2d',
  fc
    .record({ given: windowCases, activation: fc.constantFrom(...smoothActivations), useBias: fc.boolean() })
    .map(({ given, activation, useBias }) => caseOf(given, activation, useBias)),
  [
    caseOf(onePixel, 'linear', true),
    caseOf({ ...onePixel, size: [5, 4], window: [2, 1], strides: [3, 2], padding: 'valid' }, 'tanh', false),
  ],
)

const options = { filters: 1, kernelSize: 1 }
test.each<[string, () => unknown]>([
  ['conv2d: filters must be a whole number of 1 or more; got 1.5', () => conv2d({ ...options, filters: 1.5 })],
  [
    'conv2d: kernelSize must be two whole numbers of 1 or more; got [3, 0]',
    () => conv2d({ ...options, kernelSize: [3, 0] }),
  ],
  ['conv2d: strides must be two whole numbers of 1 or more; got [0, 0]', () => conv2d({ ...options, strides: 0 })],
  [
    "conv2d: dilationRate must be two whole numbers of 1 or more; got '2'",
    () => conv2d({ ...options, dilationRate: '2' as never }),
  ],
  [
    "conv2d: padding must be 'valid', 'same' or [[top, bottom], [left, right]]; got 'full'",
    () => conv2d({ ...options, padding: 'full' as 'same' }),
  ],
  ['conv2d: useBias must be true or false; got 1', () => conv2d({ ...options, useBias: 1 as never })],
  [
    "conv2d: kernelInitializer must be one of 'glorotNormal', 'glorotUniform', 'heNormal', 'heUniform', 'lecunNormal', 'ones', 'orthogonal', 'randomUniform', 'zeros'; got 'he'",
    () => conv2d({ ...options, kernelInitializer: 'he' as 'zeros' }),
  ],
  [
    'conv2d: inputShape must be [height, width, channels], without the batch; got [4, 4]',
    () => conv2d(options).build([4, 4], new Random(1)),
  ],
  [
    'conv2d: inputShape must be [height, width, channels], without the batch; got 32',
    () => conv2d(options).build(32 as never, new Random(1)),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
