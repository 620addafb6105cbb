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
import { gru } from '../../../reference-engine/layers/gru.ts'
import { layerNormalization } from '../../../reference-engine/layers/layer-normalization.ts'
import type { Layer } from '../../../reference-engine/layers/layer.ts'
import { lstm } from '../../../reference-engine/layers/lstm.ts'
import { maxPooling2d } from '../../../reference-engine/layers/max-pooling2d.ts'
import { simpleRnn } from '../../../reference-engine/layers/simple-rnn.ts'
import type { LossName } from '../../../reference-engine/losses/loss-by-name.ts'
import type { MetricName } from '../../../reference-engine/metrics/metric-by-name.ts'
import { adamOptimizer } from '../../../reference-engine/optimizers/adam.ts'
import type { Optimizer } from '../../../reference-engine/optimizers/optimizer.ts'
import type { OptimizerName } from '../../../reference-engine/optimizers/optimizer-by-name.ts'
import { sgd } from '../../../reference-engine/optimizers/sgd.ts'
import { oneHot } from '../../../reference-engine/primitives/gather.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { toTensorFlow } from '../../../reference-engine/tensorflow/to-tensorflow.ts'
import { weightsFromTensorFlow } from '../../../reference-engine/tensorflow/weights.ts'
import { layerFiles, layerOptions, modelOfLayerFile } from '../engine-files.ts'
import { expectWithin } from '../op-oracles.ts'
import { draw, int32 } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const samples = 6

/** With other weights than those of the start, so that zeros and ones hide nothing. */
function withDrawnWeights(model: Sequential): Sequential {
  const drawn = Object.entries(model.getWeights()).map(([name, { shape }]) => {
    const t = draw(name, shape, 'float32', 0.5)
    return [name, name.endsWith('variance') ? { ...t, data: t.data.map((value) => 0.5 + value * value) } : t]
  })
  model.setWeights(Object.fromEntries(drawn) as { [name: string]: Tensor })
  return model
}

function modelOf(...layers: Layer[]): Sequential {
  return withDrawnWeights(new Sequential({ name: 'mine', layers, seed: 'tensorflow' }))
}

/** Samples for the first layer: indices of 0 to 2 for an embedding. */
function samplesFor(model: Sequential): Tensor {
  const [{ className, config }] = model.toJSON().layers
  const x = draw('x', [samples, ...(config.inputShape as number[])], 'float32')
  return className === 'Embedding'
    ? int32(
        Array.from(x.data, (_, index) => (7 * index) % 3),
        x.shape,
      )
    : x
}

function expectSamePredictions(model: Sequential): void {
  const x = samplesFor(model)
  const theirs = toTensorFlow(tf, model)
  expect(theirs.layers.map((layer) => [layer.name, layer.getClassName()])).toEqual(
    model.toJSON().layers.map(({ className, config }) => [config.name, className]),
  )
  expect(theirs.countParams()).toBe(model.countParams())
  const expected = model.predict(x)
  expectWithin(fromTf(theirs.predict(toTf(x)) as never), expected, 1e-5 * largest(expected))
}

function largest({ data }: Tensor): number {
  return data.reduce((found, value) => Math.max(found, Math.abs(value)), 0)
}

describe('every layer of the folder', () => {
  /** What must be said of those that tf.layers can't have with no options but those they ask for. */
  const refusals: { [file: string]: string } = {
    'flatten.ts': 'toTensorFlow: layer own must be a Flatten that tf.layers takes; got Input 0 is incompatible',
    'gru.ts': "toTensorFlow: resetAfter of own must be what tf.layers' GRU takes; got true",
  }

  /** No more than the layer asks for: tf.layers is given no option that isn't its own. */
  function needed(file: string): { [option: string]: unknown } {
    const isNeeded = (option: string): boolean => {
      try {
        modelOfLayerFile(file, { ...layerOptions, [option]: undefined })
        return option === 'name'
      } catch {
        return true
      }
    }
    return Object.fromEntries(Object.entries(layerOptions).filter(([option]) => isNeeded(option)))
  }

  test.each(layerFiles)('%s predicts the same, or says why not', (file) => {
    const model = withDrawnWeights(modelOfLayerFile(file, needed(file)))
    if (refusals[file] === undefined) expectSamePredictions(model)
    else expect(() => toTensorFlow(tf, model)).toThrow(refusals[file])
  })
})

const image = [7, 6, 2]
const sequence = [4, 3]

describe('options', () => {
  test.each<[string, Layer]>([
    [
      'a strided convolution',
      conv2d({ filters: 4, kernelSize: [3, 2], strides: [2, 1], padding: 'same', inputShape: image }),
    ],
    [
      'a dilated one without bias',
      conv2d({ filters: 3, kernelSize: 2, dilationRate: 2, useBias: false, inputShape: image }),
    ],
    ['a pool', maxPooling2d({ poolSize: [3, 2], strides: 1, padding: 'same', inputShape: image })],
    ['a pool of means', averagePooling2d({ poolSize: 3, strides: 2, padding: 'same', inputShape: image })],
    ['every output of an LSTM', lstm({ units: 5, returnSequences: true, unitForgetBias: false, inputShape: sequence })],
    ['a GRU', gru({ units: 5, resetAfter: false, inputShape: sequence })],
    ['every output of a simple RNN', simpleRnn({ units: 5, returnSequences: true, inputShape: sequence })],
    ['batch norm', batchNormalization({ epsilon: 0.1, momentum: 0.5, inputShape: image })],
    ['layer norm', layerNormalization({ epsilon: 0.1, inputShape: image })],
    ['an initializer by a name of ours', dense({ units: 3, kernelInitializer: 'lecunNormal', inputShape: sequence })],
    [
      'options that are undefined',
      dense({ units: 3, activation: undefined, kernelRegularizer: undefined, inputShape: [3] }),
    ],
    ['a name with other characters', dense({ units: 3, name: 'a-b/c.d_1', inputShape: [3] })],
  ])('%s', (_, layer) => expectSamePredictions(modelOf(layer)))

  test.each(['linear', 'gelu', 'logSoftmax', 'relu', 'sigmoid', 'softmax', 'tanh'] as const)('%s', (name) => {
    expectSamePredictions(modelOf(dense({ units: 3, activation: name, inputShape: [4] })))
    expectSamePredictions(modelOf(activation({ activation: name, inputShape: [4] })))
  })

  test('a model that was built by its data, and of float64, comes as float32', () => {
    const model = new Sequential({ layers: [dense({ units: 2 })] })
    model.predict(draw('x', [1, 3], 'float32'))
    const weights = Object.entries(model.getWeights())
    model.setWeights(Object.fromEntries(weights.map(([name, { shape }]) => [name, draw(name, shape)])))
    const theirs = toTensorFlow(tf, model)
    const kernel = model.getWeights()['dense/kernel']
    expect(fromTf(theirs.getWeights()[0]).data).toEqual(Float32Array.from(kernel.data))
  })
})

const labels = int32(Array.from({ length: samples }, (_, index) => index % 3))
const rows = oneHot(labels, 3)
const bits = {
  ...labels,
  shape: [samples, 1],
  dtype: 'float32',
  data: Float32Array.from(labels.data, (x) => x % 2),
} as Tensor

type Training = {
  layers: () => Layer[]
  optimizer: OptimizerName | Optimizer
  loss: LossName
  metrics: MetricName[]
  target: Tensor
  theirTarget?: Tensor
}

const classes = (activationName: 'linear' | 'softmax') => () => [
  dense({ units: 5, activation: 'relu', inputShape: [4], kernelRegularizer: { l2: 0.01 } }),
  dense({ units: 3, activation: activationName, kernelRegularizer: { l1: 0.02 } }),
]
const chance = (activationName: 'linear' | 'sigmoid') => () => [
  dense({ units: 5, activation: 'tanh', inputShape: [4] }),
  dense({ units: 1, activation: activationName }),
]

const trainings: { [name: string]: Training } = {
  'images, with Adam': {
    layers: () => [
      conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false, inputShape: image }),
      batchNormalization(),
      activation({ activation: 'relu' }),
      maxPooling2d(),
      conv2d({ filters: 3, kernelSize: 2, activation: 'relu', padding: 'same' }),
      averagePooling2d({ poolSize: [3, 1], strides: 1 }),
      flatten(),
      dropout({ rate: 0 }),
      dense({ units: 3, activation: 'softmax' }),
    ],
    optimizer: adamOptimizer({ learningRate: 0.01, beta1: 0.8 }),
    loss: 'categoricalCrossentropy',
    metrics: ['accuracy', 'mse'],
    target: rows,
  },
  'images, pooled whole': {
    layers: () => [
      conv2d({ filters: 4, kernelSize: 3, activation: 'tanh', inputShape: image }),
      globalAveragePooling2d(),
      dense({ units: 3, activation: 'softmax' }),
    ],
    optimizer: 'adam',
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy', 'sparseCategoricalAccuracy'],
    target: labels,
    theirTarget: { ...labels, dtype: 'float32', data: Float32Array.from(labels.data) as Tensor['data'] },
  },
  'words, through an LSTM': {
    layers: () => [
      embedding({ inputDim: 3, outputDim: 4, inputShape: [5] }),
      lstm({ units: 4, returnSequences: true }),
      gru({ units: 3, resetAfter: false, recurrentRegularizer: { l1: 0.01, l2: 0.02 } }),
      dense({ units: 3, activation: 'softmax' }),
    ],
    optimizer: sgd({ learningRate: 0.1 }),
    loss: 'categoricalCrossentropy',
    metrics: ['categoricalAccuracy'],
    target: rows,
  },
  momentum: {
    layers: classes('softmax'),
    optimizer: sgd({ momentum: 0.9 }),
    loss: 'meanSquaredError',
    metrics: ['acc'],
    target: rows,
  },
  'momentum after Nesterov': {
    layers: classes('softmax'),
    optimizer: sgd({ momentum: 0.9, nesterov: true }),
    loss: 'meanSquaredError',
    metrics: ['meanSquaredError'],
    target: rows,
  },
  'logits and one-hot rows': {
    layers: classes('linear'),
    optimizer: 'sgd',
    loss: 'oneHotSoftmaxCrossEntropy',
    metrics: ['accuracy'],
    target: rows,
  },
  'logits and class numbers, one-hot there': {
    layers: classes('linear'),
    optimizer: 'sgd',
    loss: 'softmaxCrossEntropy',
    metrics: ['accuracy', 'sparseCategoricalAccuracy'],
    target: labels,
    theirTarget: rows,
  },
  'logits of one unit': {
    layers: chance('linear'),
    optimizer: 'sgd',
    loss: 'sigmoidCrossEntropy',
    metrics: ['accuracy', 'binaryAccuracy'],
    target: bits,
  },
  'a probability': {
    layers: chance('sigmoid'),
    optimizer: 'adam',
    loss: 'binaryCrossentropy',
    metrics: ['accuracy'],
    target: bits,
  },
  'a probability for each class': {
    layers: classes('softmax'),
    optimizer: 'sgd',
    loss: 'binaryCrossentropy',
    metrics: ['accuracy', 'binaryAccuracy'],
    target: rows,
  },
}

describe('training', () => {
  test.each(Object.keys(trainings))('%s: the same losses and metrics, and weights that come back', async (name) => {
    const { layers, target, theirTarget = target, ...compile } = trainings[name]
    const own = modelOf(...layers())
    own.compile(compile)
    const back = new Sequential({ layers: layers() })
    const x = samplesFor(own)
    const theirs = toTensorFlow(tf, own)
    for (let step = 0; step < 5; step++) {
      const expected = Object.values(own.trainOnBatch(x, target))
      const logs = [await theirs.trainOnBatch(toTf(x), toTf(theirTarget))].flat() as number[]
      expect(logs).toHaveLength(1 + compile.metrics.length)
      logs.forEach((log, index) => expect(Math.abs(log - expected[index])).toBeLessThan(1e-4 * Math.abs(expected[0])))
    }
    await weightsFromTensorFlow(theirs, back)
    for (const [weight, expected] of Object.entries(own.getWeights())) {
      expectWithin(back.getWeights()[weight], expected, 1e-4 * Math.max(0.1, largest(expected)))
    }
    const predicted = fromTf(theirs.predict(toTf(x)) as never)
    expectWithin(back.predict(x), predicted, 1e-5 * largest(predicted))
  })

  test('begins with the learning rate that the model has now', () => {
    const model = modelOf(dense({ units: 1, inputShape: [2] }))
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    model.learningRate = 0.25
    expect((toTensorFlow(tf, model).optimizer as unknown as { learningRate: number }).learningRate).toBe(0.25)
  })

  test('leaves the weights of the model it was made from alone', async () => {
    const model = modelOf(dense({ units: 3, inputShape: [4] }))
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
    const before = JSON.stringify(model.getWeights())
    await toTensorFlow(tf, model).trainOnBatch(toTf(samplesFor(model)), toTf(rows))
    expect(JSON.stringify(model.getWeights())).toBe(before)
  })
})

describe('what has no counterpart', () => {
  test.each<[string, Layer]>([
    [
      "padding of conv2d must be what tf.layers' Conv2D takes; got [[1, 1], [0, 2]] (",
      conv2d({
        filters: 1,
        kernelSize: 1,
        padding: [
          [1, 1],
          [0, 2],
        ],
        inputShape: image,
      }),
    ],
    [
      "activation of dense must be what tf.layers' Dense takes; got 'leakyRelu' (",
      dense({ units: 1, activation: 'leakyRelu', inputShape: [2] }),
    ],
    [
      "activation of last must be what tf.layers' Activation takes; got 'leakyRelu' (",
      activation({ activation: 'leakyRelu', name: 'last', inputShape: [2] }),
    ],
    [
      "dilationRate of conv2d must be 1, or strides 1: tf.layers' Conv2D has not both; got [1, 2]",
      conv2d({ filters: 1, kernelSize: 1, strides: 2, dilationRate: [1, 2], inputShape: image }),
    ],
    ["resetAfter of gru must be what tf.layers' GRU takes; got true (", gru({ units: 2, inputShape: sequence })],
    [
      "slope of dense must be left out: tf.layers' Dense has no such option; got 3",
      dense({ units: 2, inputShape: [2], slope: 3 } as never),
    ],
    [
      'layer own must be of a class that tf.layers has; got Own',
      { ...flatten({ inputShape: [2], name: 'own' }), className: 'Own' },
    ],
    ['layer of mine must be a Flatten that tf.layers takes; got', flatten({ inputShape: [2], name: 'of mine' })],
  ])('%s', (message, layer) => {
    expect(() => toTensorFlow(tf, modelOf(layer))).toThrow(`toTensorFlow: ${message}`)
  })

  test.each<[string, { optimizer?: OptimizerName | Optimizer; loss?: LossName; metrics?: MetricName[] }]>([
    [
      "optimizer must be 'sgd' or 'adam': no other of tf.train computes the same; got 'rmsProp'",
      { optimizer: 'rmsprop' },
    ],
    ["optimizer must be 'sgd' or 'adam': no other of tf.train computes the same; got 'adamW'", { optimizer: 'adamW' }],
    ['clipNorm of sgd must be left out: tf.train clips nothing; got 2', { optimizer: sgd({ clipNorm: 2 }) }],
    [
      'globalClipNorm of adam must be left out: tf.train clips nothing; got 1',
      { optimizer: adamOptimizer({ globalClipNorm: 1 }) },
    ],
    [
      "loss must be one that tf.layers has; got 'own' (Unknown loss own)",
      { loss: { name: 'own', value: () => 0, gradient: (x: Tensor) => x } as never },
    ],
    ['metrics must be among MAPE, MSE, binaryAccuracy, ', { metrics: ['sparseTopKCategoricalAccuracy'] }],
  ])('%s', (message, options) => {
    const model = modelOf(dense({ units: 3, inputShape: [2] }))
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', ...options })
    expect(() => toTensorFlow(tf, model)).toThrow(`toTensorFlow: ${message}`)
  })

  test('a model that is not built', () => {
    expect(() => toTensorFlow(tf, new Sequential({ layers: [flatten()] }))).toThrow('model must be built')
  })
})
