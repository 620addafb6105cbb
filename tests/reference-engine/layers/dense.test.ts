import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { dense, type DenseOptions } from '../../../reference-engine/layers/dense.ts'
import type { Weights } from '../../../reference-engine/layers/layer.ts'
import { Random } from '../../../reference-engine/random.ts'
import { sizeOf, type Tensor } from '../../../reference-engine/tensor.ts'
import { draw, extents } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeLayer, type LayerCase } from './describe-layer.ts'
import { activated, activationOfTf, smoothActivations } from './plain-activations.ts'

function naive(x: Tensor, { kernel, bias }: Weights, units: number): { shape: number[]; data: number[] } {
  const inputs = kernel.shape[0]
  const rows = sizeOf(x.shape.slice(0, -1))
  const data = Array.from({ length: rows * units }, (_, index) => {
    const [row, unit] = [Math.floor(index / units), index % units]
    let sum = bias ? bias.data[unit] : 0
    for (let i = 0; i < inputs; i++) sum += x.data[row * inputs + i] * kernel.data[i * units + unit]
    return sum
  })
  return { shape: [...x.shape.slice(0, -1), units], data }
}

function caseOf(inputShape: number[], options: DenseOptions): LayerCase {
  const { units, useBias, activation = 'linear' } = options
  return {
    own: dense(options),
    inputShape,
    theirs: () => tf.layers.dense({ units, useBias, activation: activationOfTf(activation) }),
    naive(x, weights) {
      const { shape, data } = naive(x, weights, units)
      return { shape, data: activated(activation, data, units) }
    },
  }
}

describeLayer(
  'dense',
  fc
    .record({
      inputShape: fc.array(extents, { minLength: 1, maxLength: 3 }),
      units: extents,
      useBias: fc.boolean(),
      activation: fc.constantFrom(...smoothActivations),
    })
    .map(({ inputShape, ...options }) => caseOf(inputShape, options)),
  [caseOf([1], { units: 1 })],
)

test.each<[string, () => unknown]>([
  ['dense: units must be a whole number of 1 or more; got 0', () => dense({ units: 0 })],
  [
    "dense: activation must be one of 'linear', 'gelu', 'leakyRelu', 'logSoftmax', 'relu', 'sigmoid', 'softmax', 'tanh'; got 'swish'",
    () => dense({ units: 1, activation: 'swish' as 'relu' }),
  ],
  ["dense: useBias must be true or false; got 'no'", () => dense({ units: 1, useBias: 'no' as never })],
  [
    "dense: biasInitializer must be one of 'glorotNormal', 'glorotUniform', 'heNormal', 'heUniform', 'lecunNormal', 'ones', 'orthogonal', 'randomUniform', 'zeros'; got 'one'",
    () => dense({ units: 1, biasInitializer: 'one' as 'ones' }),
  ],
  [
    'dense: inputShape must be one whole number of 1 or more for each axis of a sample, without the batch; got []',
    () => dense({ units: 1 }).build([], new Random(1)),
  ],
  [
    'dense: inputShape must be one whole number of 1 or more for each axis of a sample, without the batch; got 784',
    () => dense({ units: 1 }).build(784 as never, new Random(1)),
  ],
  [
    'dense: inputShape must be one whole number of 1 or more for each axis of a sample, without the batch; got [null, 4]',
    () => dense({ units: 1 }).build([null as never, 4], new Random(1)),
  ],
  [
    'dense: kernelInitializer must be a function to a tensor of shape [3, 2]; got [2, 3]',
    () => dense({ units: 2, kernelInitializer: () => draw(1, [2, 3]) }).build([3], new Random(1)),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
