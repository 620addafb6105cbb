import { describe, expect, test } from '@jest/globals'
import { activation } from '../../../reference-engine/layers/activation.ts'
import { averagePooling2d } from '../../../reference-engine/layers/average-pooling2d.ts'
import { batchNormalization } from '../../../reference-engine/layers/batch-normalization.ts'
import { conv2d } from '../../../reference-engine/layers/conv2d.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { dropout } from '../../../reference-engine/layers/dropout.ts'
import { embedding } from '../../../reference-engine/layers/embedding.ts'
import { flatten } from '../../../reference-engine/layers/flatten.ts'
import { globalAveragePooling2d } from '../../../reference-engine/layers/global-average-pooling2d.ts'
import { layerNormalization } from '../../../reference-engine/layers/layer-normalization.ts'
import type { Layer, Weights } from '../../../reference-engine/layers/layer.ts'
import { maxPooling2d } from '../../../reference-engine/layers/max-pooling2d.ts'
import { gru } from '../../../reference-engine/layers/gru.ts'
import { lstm } from '../../../reference-engine/layers/lstm.ts'
import { simpleRnn } from '../../../reference-engine/layers/simple-rnn.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { mapWeights } from '../../../reference-engine/training/passes.ts'
import { contract, draw, expectClose, int32, numericGradient } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

type Case = { name: string; own: () => Layer; theirs: () => tf.layers.Layer; inputShape: number[]; x?: Tensor }

const image = [5, 6, 3]
const indices = int32([0, 4, 2, 2, 1, 0], [2, 3])

const cases: Case[] = [
  {
    name: 'dense',
    own: () => dense({ units: 4, activation: 'sigmoid' }),
    theirs: () => tf.layers.dense({ units: 4, activation: 'sigmoid' }),
    inputShape: [3],
  },
  {
    name: 'dense over the last axis, without bias',
    own: () => dense({ units: 4, useBias: false }),
    theirs: () => tf.layers.dense({ units: 4, useBias: false }),
    inputShape: [2, 3],
  },
  {
    name: 'activation',
    own: () => activation({ activation: 'softmax' }),
    theirs: () => tf.layers.activation({ activation: 'softmax' }),
    inputShape: [4],
  },
  {
    name: 'activation gelu',
    own: () => activation({ activation: 'gelu' }),
    theirs: () => tf.layers.activation({ activation: 'gelu' as 'relu' }),
    inputShape: [4],
  },
  {
    name: 'conv2d, strides and same padding',
    own: () => conv2d({ filters: 2, kernelSize: [3, 2], strides: 2, padding: 'same', activation: 'tanh' }),
    theirs: () => tf.layers.conv2d({ filters: 2, kernelSize: [3, 2], strides: 2, padding: 'same', activation: 'tanh' }),
    inputShape: image,
  },
  {
    name: 'conv2d, dilated, without bias',
    own: () => conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, useBias: false }),
    theirs: () => tf.layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, useBias: false }),
    inputShape: image,
  },
  {
    name: 'maxPooling2d',
    own: () => maxPooling2d(),
    theirs: () => tf.layers.maxPooling2d({}),
    inputShape: image,
  },
  {
    name: 'maxPooling2d, overlapping, same padding',
    own: () => maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
    theirs: () => tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
    inputShape: image,
  },
  {
    name: 'averagePooling2d',
    own: () => averagePooling2d({ poolSize: [2, 3] }),
    theirs: () => tf.layers.averagePooling2d({ poolSize: [2, 3], strides: [2, 3] }),
    inputShape: image,
  },
  {
    name: 'globalAveragePooling2d',
    own: () => globalAveragePooling2d(),
    theirs: () => tf.layers.globalAveragePooling2d({}),
    inputShape: image,
  },
  { name: 'flatten', own: () => flatten(), theirs: () => tf.layers.flatten(), inputShape: image },
  {
    name: 'dropout',
    own: () => dropout({ rate: 0.5 }),
    theirs: () => tf.layers.dropout({ rate: 0.5 }),
    inputShape: [7],
  },
  {
    name: 'batchNormalization',
    own: () => batchNormalization(),
    theirs: () => tf.layers.batchNormalization({}),
    inputShape: image,
  },
  {
    name: 'layerNormalization',
    own: () => layerNormalization(),
    theirs: () => tf.layers.layerNormalization({}),
    inputShape: [3, 4],
  },
  {
    name: 'embedding',
    own: () => embedding({ inputDim: 5, outputDim: 4 }),
    theirs: () => tf.layers.embedding({ inputDim: 5, outputDim: 4 }),
    inputShape: [3],
    x: indices,
  },
  {
    name: 'simpleRnn, every step',
    own: () => simpleRnn({ units: 2, returnSequences: true }),
    theirs: () => tf.layers.simpleRNN({ units: 2, returnSequences: true }),
    inputShape: [4, 3],
  },
  {
    name: 'lstm, last step',
    own: () => lstm({ units: 2 }),
    theirs: () => tf.layers.lstm({ units: 2, recurrentActivation: 'sigmoid' }),
    inputShape: [4, 3],
  },
  {
    name: 'gru, last step',
    own: () => gru({ units: 2, resetAfter: false }),
    theirs: () => tf.layers.gru({ units: 2, recurrentActivation: 'sigmoid' }),
    inputShape: [4, 3],
  },
  {
    name: 'gru, every step',
    own: () => gru({ units: 2, resetAfter: false, returnSequences: true }),
    theirs: () => tf.layers.gru({ units: 2, recurrentActivation: 'sigmoid', returnSequences: true }),
    inputShape: [1, 3],
  },
]

describe.each(cases)('$name', ({ own, theirs, inputShape, x: given }) => {
  const layer = own()
  const { weights: initial, outputShape } = layer.build(inputShape, new Random('build'))
  // Drawn anew, so that zeros and ones of the start hide nothing; what is a variance stays greater than 0.
  const weights = mapWeights(initial, (weight, name) => {
    const drawnWeight = draw(name, weight.shape, 'float64', 0.5)
    return {
      ...drawnWeight,
      data: drawnWeight.data.map((value) => (/variance/.test(name) ? 0.5 + value * value : value)),
    }
  })
  const x = given ?? draw('x', [2, ...inputShape])

  test('has the class name, weights, shapes and output of tf.layers', () => {
    const theirLayer = theirs()
    const symbolic = tf.input({ shape: inputShape, dtype: given ? 'int32' : 'float32' })
    const model = tf.model({ inputs: symbolic, outputs: theirLayer.apply(symbolic) as tf.SymbolicTensor })
    expect(layer.className).toBe(theirLayer.getClassName())
    expect(Object.keys(weights)).toEqual(
      theirLayer.weights.map(({ originalName }) => originalName.split('/').pop()?.replace(/_\d+$/, '')),
    )
    expect([null, ...outputShape]).toEqual(theirLayer.outputShape)
    const asFloat32 = mapWeights(weights, float32)
    theirLayer.setWeights(Object.values(asFloat32).map(toTf))
    const input = given ?? float32(x)
    const { output } = layer.forward(input, asFloat32, { training: false, random: new Random('unused') })
    expectClose(output, fromTf(model.predict(toTf(input)) as tf.Tensor))
  })

  test.each([true, false])('its backward is its forward’s by finite differences, training %p', (training) => {
    const forward = (changed: Weights, input: Tensor) =>
      layer.forward(input, changed, { training, random: new Random('dropped') })
    const { output, cache } = forward(weights, x)
    const dOut = draw('dOut', output.shape)
    const { dX, gradients } = layer.backward(dOut, cache, weights)
    const loss = () => contract(forward(weights, x).output, dOut)
    if (!given) expectClose(dX, numericGradient(loss, x), 1e-6)
    else expect(dX.shape).toEqual(x.shape)
    const trainable = Object.keys(weights).filter((name) => !layer.nonTrainable?.includes(name))
    expect(Object.keys(gradients).sort()).toEqual(trainable.sort())
    for (const name of trainable) expectClose(gradients[name], numericGradient(loss, weights[name]), 1e-6)
  })

  test('gives no numbers but float32 from float32', () => {
    const input = given ?? float32(x)
    const { output } = layer.forward(input, mapWeights(weights, float32), { training: true, random: new Random(1) })
    expect(output.dtype).toBe('float32')
  })
})

test('batchNormalization moves its means as tf.layers does', () => {
  const layer = batchNormalization({ momentum: 0.8 })
  const { weights } = layer.build([3], new Random(1))
  const x = draw('x', [6, 3], 'float32', 3)
  const { updates } = layer.forward(x, weights, { training: true, random: new Random(1) })
  const theirs = tf.layers.batchNormalization({ momentum: 0.8, inputShape: [3] })
  theirs.build([null, 3])
  theirs.apply(toTf(x), { training: true })
  const [, , mean, variance] = theirs.getWeights().map(fromTf)
  expectClose(updates?.moving_mean as Tensor, mean)
  expectClose(updates?.moving_variance as Tensor, variance)
})

test('lstm begins with a forget gate that keeps', () => {
  const bias = (options: object) => [...lstm({ units: 2, ...options }).build([1, 1], new Random(1)).weights.bias.data]
  expect(bias({})).toEqual([0, 0, 1, 1, 0, 0, 0, 0])
  expect(bias({ unitForgetBias: false })).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})

test('gru with resetAfter, Keras’ default, has a second bias and its own gradients', () => {
  const layer = gru({ units: 2 })
  const { weights } = layer.build([3, 2], new Random(1))
  expect(weights.bias.shape).toEqual([2, 6])
  const drawnWeights = mapWeights(weights, (weight, name) => draw(name, weight.shape))
  const x = draw('x', [2, 3, 2])
  const forward = () => layer.forward(x, drawnWeights, { training: true, random: new Random(1) })
  const dOut = draw('d', [2, 2])
  const { dX, gradients } = layer.backward(dOut, forward().cache, drawnWeights)
  const loss = () => contract(forward().output, dOut)
  expectClose(dX, numericGradient(loss, x), 1e-6)
  for (const [name, weight] of Object.entries(drawnWeights)) {
    expectClose(gradients[name], numericGradient(loss, weight), 1e-6)
  }
})

test.each<[string, () => unknown]>([
  ['lstm: units must be a whole number of 1 or more; got 0', () => lstm({ units: 0 })],
  [
    'gru: inputShape must be [steps, features], without the batch; got [3]',
    () => gru({ units: 1 }).build([3], new Random(1)),
  ],
  ['dense: units must be a whole number of 1 or more; got 0', () => dense({ units: 0 })],
  [
    "dense: activation must be one of 'linear', 'gelu', 'leakyRelu', 'logSoftmax', 'relu', 'sigmoid', 'softmax', 'tanh'; got 'swish'",
    () => dense({ units: 1, activation: 'swish' as 'relu' }),
  ],
  [
    "conv2d: kernelInitializer must be one of 'glorotNormal', 'glorotUniform', 'heNormal', 'heUniform', 'lecunNormal', 'ones', 'orthogonal', 'randomUniform', 'zeros'; got 'he'",
    () => conv2d({ filters: 1, kernelSize: 1, kernelInitializer: 'he' as 'zeros' }),
  ],
  [
    'conv2d: kernelSize must be two whole numbers of 1 or more; got [3, 0]',
    () => conv2d({ filters: 1, kernelSize: [3, 0] }),
  ],
  [
    'dense: kernelRegularizer.l2 must be a number of 0 or more; got -1',
    () => dense({ units: 1, kernelRegularizer: { l2: -1 } }),
  ],
  [
    "maxPooling2d: padding must be one of 'valid', 'same'; got 'full'",
    () => maxPooling2d({ padding: 'full' as 'same' }),
  ],
  [
    'conv2d: inputShape must be [height, width, channels], without the batch; got [4, 4]',
    () => conv2d({ filters: 1, kernelSize: 1 }).build([4, 4], new Random(1)),
  ],
  [
    'maxPooling2d: x must be at least 3 x 3 pixels large, padding included, for one window to fit; got [1, 2, 2, 1]',
    () => maxPooling2d({ poolSize: 3 }).build([2, 2, 1], new Random(1)),
  ],
  ['dropout: rate must be a number of 0 or more and less than 1; got 1', () => dropout({ rate: 1 })],
  [
    'embedding: inputDim must be a whole number of 1 or more; got 1.5',
    () => embedding({ inputDim: 1.5, outputDim: 1 }),
  ],
  [
    'batchNormalization: momentum must be a number of 0 or more and less than 1; got 2',
    () => batchNormalization({ momentum: 2 }),
  ],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})

function float32(t: Tensor): Tensor {
  return { shape: t.shape, dtype: 'float32', data: Float32Array.from(t.data) as Tensor['data'] }
}
