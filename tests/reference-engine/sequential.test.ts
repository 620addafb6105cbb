import { describe, expect, test } from '@jest/globals'
import type { Callback } from '../../reference-engine/callbacks/callback.ts'
import { tensorDataset } from '../../reference-engine/datasets/tensor-dataset.ts'
import { batchNormalization } from '../../reference-engine/layers/batch-normalization.ts'
import { dense } from '../../reference-engine/layers/dense.ts'
import { dropout } from '../../reference-engine/layers/dropout.ts'
import type { Layer } from '../../reference-engine/layers/layer.ts'
import type { LossName } from '../../reference-engine/losses/loss-by-name.ts'
import type { MetricName } from '../../reference-engine/metrics/metric-by-name.ts'
import type { OptimizerName } from '../../reference-engine/optimizers/optimizer-by-name.ts'
import { sgd } from '../../reference-engine/optimizers/sgd.ts'
import { slice } from '../../reference-engine/primitives/slice.ts'
import { Sequential } from '../../reference-engine/sequential.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'
import { draw, expectClose, float64, int32 } from './support.ts'

const samples = 50
const labels = int32(Array.from({ length: samples }, (_, index) => index % 3))
const x = draw('x', [samples, 4], 'float32')

function classifier({ seed = 1, compiled = true }: { seed?: number; compiled?: boolean } = {}): Sequential {
  const layers: Layer[] = [
    dense({ units: 8, activation: 'relu', inputShape: [4] }),
    batchNormalization(),
    dropout({ rate: 0.3 }),
    dense({ units: 3, activation: 'softmax' }),
  ]
  const model = new Sequential({ seed, layers })
  if (compiled) model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] })
  return model
}

/** One weight, no bias, squared error: what is fed to it can be read off what it does. */
function scaler(learningRate = 0.1): Sequential {
  const layer = dense({ units: 1, useBias: false, kernelInitializer: 'ones', inputShape: [1] })
  const model = new Sequential({ layers: [layer] })
  model.compile({ optimizer: sgd({ learningRate }), loss: 'meanSquaredError' })
  return model
}

function column(values: readonly number[]): Tensor {
  return float64(values, [values.length, 1])
}

describe('fit', () => {
  test('the same seed gives the same bits, another seed others', async () => {
    const run = async (seed: number) => {
      const model = classifier({ seed })
      const history = await model.fit(x, labels, { epochs: 3, batchSize: 8, validationSplit: 0.2 })
      return { weights: model.getWeights(), history }
    }
    const first = await run(1)
    expect(await run(1)).toEqual(first)
    expect((await run(2)).history).not.toEqual(first.history)
  })

  test('its history has an entry an epoch for each log', async () => {
    const { epoch, history } = await classifier().fit(x, labels, { epochs: 3, validationSplit: 0.2 })
    expect(epoch).toEqual([0, 1, 2])
    expect(Object.keys(history).sort()).toEqual(['accuracy', 'loss', 'val_accuracy', 'val_loss'])
    expect(Object.values(history).map((values) => values.length)).toEqual([3, 3, 3, 3])
  })

  test('batches have 32 samples and there is one epoch, unless told', async () => {
    const batches: number[] = []
    const model = scaler()
    const { epoch } = await model.fit(
      column(Array.from({ length: 70 }, () => 0)),
      column(Array.from({ length: 70 }, () => 0)),
      {
        callbacks: [{ onBatchEnd: (batch) => void batches.push(batch) }],
      },
    )
    expect([batches, epoch, model.iterations]).toEqual([[0, 1, 2], [0], 3])
  })

  test.each([
    [10, 0.25, 7],
    [50, 0.1, 45],
    [3, 0.5, 1],
  ])(
    'of %p samples, validationSplit %p trains on the first %p and validates on the rest',
    async (count, fraction, held) => {
      // With a rate of next to nothing the loss of each part tells which samples were in it.
      const model = scaler(1e-12)
      const targets = Array.from({ length: count }, (_, index) => 1 + 2 ** (index / 2))
      const ones = column(targets.map(() => 1))
      const { history } = await model.fit(ones, column(targets), { validationSplit: fraction, batchSize: 4 })
      const meanOfSquares = (part: number[]) => part.reduce((sum, target) => sum + (target - 1) ** 2, 0) / part.length
      expect(history.loss[0] / meanOfSquares(targets.slice(0, held))).toBeCloseTo(1, 6)
      expect(history.val_loss[0] / meanOfSquares(targets.slice(held))).toBeCloseTo(1, 6)
    },
  )

  test('validationData goes before validationSplit', async () => {
    const model = scaler(1e-12)
    const { history } = await model.fit(column([1, 1]), column([1, 3]), {
      validationSplit: 0.5,
      validationData: [column([1]), column([11])],
    })
    expect(history.loss[0]).toBeCloseTo(2, 9)
    expect(history.val_loss[0]).toBeCloseTo(100, 6)
  })

  test('shuffles the training samples anew each epoch, and not at all when told not to', async () => {
    const orders = async (shuffle: boolean) => {
      const order: number[] = []
      const model = scaler(1e-12)
      const values = Array.from({ length: 9 }, (_, index) => index)
      // Each batch is one sample, and its loss is the square of its number.
      const record: Callback = { onBatchEnd: (_batch, { loss }) => void order.push(Math.round(Math.sqrt(loss))) }
      await model.fit(column(values.map(() => 0)), column(values), {
        epochs: 2,
        batchSize: 1,
        shuffle,
        callbacks: [record],
      })
      return [order.slice(0, 9), order.slice(9)]
    }
    const straight = [0, 1, 2, 3, 4, 5, 6, 7, 8]
    expect(await orders(false)).toEqual([straight, straight])
    const [first, second] = await orders(true)
    expect([...first].sort()).toEqual(straight)
    expect([...second].sort()).toEqual(straight)
    expect(first).not.toEqual(straight)
    expect(second).not.toEqual(first)
  })

  test('a step of it, by hand', async () => {
    const model = scaler(0.1)
    // loss = ((1 - 3)^2 + (2 - 2)^2) / 2; its slope by the weight is (2 (1 - 3) 1 + 0) / 2 = -2
    const { history } = await model.fit(column([1, 2]), column([3, 2]))
    expect(history.loss).toEqual([2])
    expectClose(model.getWeights()['dense/kernel'], { shape: [1, 1], data: [1.2] }, 1e-7)
  })

  test('the loss of an epoch counts each sample once, though the last batch is short', async () => {
    const model = scaler(1e-12)
    const { history } = await model.fit(column([0, 0, 0]), column([1, 1, 4]), { batchSize: 2, shuffle: false })
    expect(history.loss[0]).toBeCloseTo(6, 9)
  })

  test('fitDataset takes batches as they come', async () => {
    const [own, other] = [classifier(), classifier()]
    const seed = '1/order of the samples'
    await own.fitDataset(tensorDataset(x, labels, { batchSize: 16, seed }), { epochs: 2 })
    await other.fit(x, labels, { epochs: 2, batchSize: 16 })
    expect(own.getWeights()).toEqual(other.getWeights())
  })
})

test('evaluate and predict drop nothing, and batches change nothing', async () => {
  const model = classifier()
  await model.fit(x, labels, { epochs: 2 })
  const { loss, accuracy } = await model.evaluate(x, labels)
  const probabilities = model.predict(x, { batchSize: 7 })
  expect(probabilities.shape).toEqual([samples, 3])
  expectClose(probabilities, model.predict(x))
  const own = Array.from(labels.data, (label, sample) => probabilities.data[3 * sample + label])
  expect(loss).toBeCloseTo(own.reduce((sum, p) => sum - Math.log(p), 0) / samples, 6)
  const hits = own.filter((p, sample) => p >= Math.max(...probabilities.data.slice(3 * sample, 3 * sample + 3)))
  expect(accuracy).toBeCloseTo(hits.length / samples, 12)
  expect(model.predict(slice(x, 0, 0)).shape).toEqual([0, 3])
})

test('batch normalization moves its means while training, and only then', async () => {
  const model = classifier()
  const before = model.getWeights()['batch_normalization/moving_mean']
  await model.evaluate(x, labels)
  expect(model.getWeights()['batch_normalization/moving_mean']).toEqual(before)
  await model.fit(x, labels)
  expect(model.getWeights()['batch_normalization/moving_mean']).not.toEqual(before)
})

test('weights are made when data is first seen, where no inputShape is given', () => {
  const [known, unknown] = [dense({ units: 2, inputShape: [4] }), dense({ units: 2 })].map(
    (layer) => new Sequential({ layers: [layer], seed: 5 }),
  )
  expect(unknown.predict(x)).toEqual(known.predict(x))
  expect(unknown.getWeights()).toEqual(known.getWeights())
})

test('accuracy and loss go by the output and the targets, as in Keras', async () => {
  const binary = new Sequential({ layers: [dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'ones' })] })
  binary.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['acc'] })
  const { acc } = await binary.evaluate(float64([-2, -1, 1, 2], [4, 1]), float64([0, 1, 1, 1], [4, 1]))
  expect(acc).toBe(0.75)

  const logits = new Sequential({ layers: [dense({ units: 3 })] })
  logits.compile({
    optimizer: 'sgd',
    loss: 'softmaxCrossEntropy',
    metrics: ['accuracy', 'sparseTopKCategoricalAccuracy'],
  })
  const column1 = int32([...labels.data], [samples, 1])
  expect(await logits.evaluate(x, column1)).toEqual(await logits.evaluate(x, labels))
  expect((await logits.evaluate(x, labels)).sparseTopKCategoricalAccuracy).toBe(1)
})

test('own losses and metrics', async () => {
  const model = scaler(1e-12)
  model.compile({
    optimizer: 'sgd',
    loss: { name: 'sum', value: (p, y) => p.data[0] + y.data[0], gradient: (p) => p },
    metrics: [{ name: 'first', value: (p) => p.data[0] }],
  })
  expect(await model.evaluate(column([2]), column([5]))).toEqual({ loss: 7, first: 2 })
})

test('summary', () => {
  expect(classifier().summary()).toBe(
    [
      'Model: sequential',
      '_'.repeat(63),
      'Layer (type)                              Output shape  Param #',
      '='.repeat(63),
      'dense (Dense)                             [null,8]      40',
      'batch_normalization (BatchNormalization)  [null,8]      32',
      'dropout (Dropout)                         [null,8]      0',
      'dense_1 (Dense)                           [null,3]      27',
      '='.repeat(63),
      'Total params: 99',
      'Trainable params: 83',
      'Non-trainable params: 16',
      '_'.repeat(63),
    ].join('\n'),
  )
})

describe('bad input names the method, the argument, what was expected and what came', () => {
  const model = classifier()
  const compile = (options: object) =>
    new Sequential().compile({ optimizer: 'sgd', loss: 'meanSquaredError', ...options })

  test.each<[string, () => unknown]>([
    ['fit: y must be [50, ...], as many samples as x; got [49]', () => model.fit(x, slice(labels, 0, 49))],
    ['fit: batchSize must be a whole number of 1 or more; got 0', () => model.fit(x, labels, { batchSize: 0 })],
    ['fit: epochs must be a whole number of 0 or more; got 1.5', () => model.fit(x, labels, { epochs: 1.5 })],
    [
      'fit: validationSplit must be a number of 0 or more and less than 1; got 1',
      () => model.fit(x, labels, { validationSplit: 1 }),
    ],
    ['fit: x must be at least one sample to train on; got none', () => model.fit(slice(x, 0, 0), slice(labels, 0, 0))],
    [
      'fit: model must be compiled: call compile first; got one that is not',
      () => classifier({ compiled: false }).fit(x, labels),
    ],
    [
      'evaluate: model must be compiled: call compile first; got one that is not',
      () => classifier({ compiled: false }).evaluate(x, labels),
    ],
    ['Sequential: x must be [N, 4]; got [N, 5]', async () => model.predict(draw(1, [2, 5]))],
    ['Sequential: layers must be at least one: add one first; got none', async () => new Sequential().predict(x)],
    [
      'summary: model must be built: give its first layer an inputShape, or call build; got one without weights',
      async () => new Sequential().summary(),
    ],
    [
      "Sequential: name must be unique for each layer; got 'a' twice",
      async () => new Sequential({ layers: [dense({ units: 1, name: 'a' }), dense({ units: 1, name: 'a' })] }),
    ],
    [
      "compile: loss must be one of 'meanSquaredError', 'binaryCrossentropy', 'categoricalCrossentropy', 'sparseCategoricalCrossentropy', 'oneHotSoftmaxCrossEntropy', 'sigmoidCrossEntropy', 'softmaxCrossEntropy'; got 'mae'",
      async () => compile({ loss: 'mae' as LossName }),
    ],
    [
      "compile: optimizer must be one of 'sgd', 'rmsProp', 'rmsprop', 'adam', 'adamW'; got 'Adam'",
      async () => compile({ optimizer: 'Adam' as OptimizerName }),
    ],
    [
      "compile: metrics must be one of 'accuracy', 'acc', 'binaryAccuracy', 'categoricalAccuracy', 'sparseCategoricalAccuracy', 'sparseTopKCategoricalAccuracy', 'meanSquaredError', 'mse'; got 'f1'",
      async () => compile({ metrics: ['f1' as MetricName] }),
    ],
    ["compile: metrics must be an array; got 'accuracy'", async () => compile({ metrics: 'accuracy' })],
    [
      'setWeights: dense/kernel must be of shape [4, 8]; got [8, 4]',
      async () => model.setWeights({ ...model.getWeights(), 'dense/kernel': draw(1, [8, 4]) }),
    ],
    ['no dense/kernel', async () => model.setWeights({})],
    ['an unknown more', async () => model.setWeights({ ...model.getWeights(), more: x })],
  ])('%s', async (message, action) => {
    await expect((async () => action())()).rejects.toThrow(message)
  })
})
