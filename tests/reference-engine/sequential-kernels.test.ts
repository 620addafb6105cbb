import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Kernels } from '../../reference-engine/kernels/kernels.ts'
import { activation } from '../../reference-engine/layers/activation.ts'
import { batchNormalization } from '../../reference-engine/layers/batch-normalization.ts'
import { conv2d } from '../../reference-engine/layers/conv2d.ts'
import { dense } from '../../reference-engine/layers/dense.ts'
import { dropout } from '../../reference-engine/layers/dropout.ts'
import { flatten } from '../../reference-engine/layers/flatten.ts'
import { maxPooling2d } from '../../reference-engine/layers/max-pooling2d.ts'
import type { LossName } from '../../reference-engine/losses/loss-by-name.ts'
import { adamWOptimizer } from '../../reference-engine/optimizers/adam-w.ts'
import { adamOptimizer } from '../../reference-engine/optimizers/adam.ts'
import type { Optimizer } from '../../reference-engine/optimizers/optimizer.ts'
import { rmsPropOptimizer } from '../../reference-engine/optimizers/rms-prop.ts'
import { sgd } from '../../reference-engine/optimizers/sgd.ts'
import { Sequential } from '../../reference-engine/sequential.ts'
import { startKernels } from '../../reference-engine/threads/start-kernels.ts'
import { float64Weights } from './kernels/float64-weights.ts'
import { draw, expectClose, int32 } from './support.ts'

let kernels: Kernels

beforeAll(async () => {
  kernels = await startKernels({ threads: 2 })
})

afterAll(() => kernels.close())

const x = draw('x', [23, 6], 'float32')
const labels = int32(Array.from({ length: 23 }, (_, index) => index % 3))
const targets = draw('y', [23, 3], 'float32')

function model(withKernels: boolean, options: { optimizer?: Optimizer; loss?: LossName } = {}): Sequential {
  const { optimizer = adamOptimizer(), loss = 'softmaxCrossEntropy' } = options
  const made = new Sequential({ seed: 5, kernels: withKernels ? kernels : undefined })
  made.add(dense({ units: 9, activation: 'relu', inputShape: [6], kernelRegularizer: { l1: 0.001, l2: 0.01 } }))
  made.add(dropout({ rate: 0.25 }))
  made.add(dense({ units: 3 }))
  made.compile({ optimizer, loss, metrics: loss === 'softmaxCrossEntropy' ? ['accuracy'] : [] })
  return made
}

function expectSameWeights(received: Sequential, expected: Sequential): void {
  const wanted = expected.getWeights()
  for (const [name, weight] of Object.entries(received.getWeights())) expectClose(weight, wanted[name])
}

describe('a model trained by kernels is the one trained by ops', () => {
  test.each<[string, () => Optimizer]>([
    ['sgd', () => sgd({ learningRate: 0.1 })],
    ['sgd with momentum', () => sgd({ learningRate: 0.05, momentum: 0.9 })],
    ['sgd with Nesterov momentum', () => sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true })],
    ['RMSprop', () => rmsPropOptimizer()],
    ['Adam', () => adamOptimizer()],
    ['AdamW', () => adamWOptimizer({ weightDecay: 0.1 })],
  ])('%s, with dropout, penalties and a short last batch', async (_, optimizer) => {
    const [own, expected] = [true, false].map((with_) => model(with_, { optimizer: optimizer() }))
    for (const each of [own, expected]) {
      expect(each.computedBy().name).toBe(each === own ? 'kernels' : 'ops')
    }
    const options = { epochs: 3, batchSize: 5, validationSplit: 0.2 }
    const [ownHistory, expectedHistory] = [await own.fit(x, labels, options), await expected.fit(x, labels, options)]
    for (const [name, values] of Object.entries(expectedHistory.history)) {
      values.forEach((value, epoch) => expect(ownHistory.history[name][epoch]).toBeCloseTo(value, 5))
    }
    expectSameWeights(own, expected)
    const [ownLogs, expectedLogs] = [await own.evaluate(x, labels), await expected.evaluate(x, labels)]
    expect(ownLogs.loss).toBeCloseTo(expectedLogs.loss, 5)
    expect(ownLogs.accuracy).toBe(expectedLogs.accuracy)
  })

  test('mean squared error', async () => {
    const [own, expected] = [true, false].map((with_) => model(with_, { loss: 'meanSquaredError' }))
    for (const each of [own, expected]) await each.fit(x, targets, { epochs: 2, batchSize: 6 })
    expect(own.computedBy()).toEqual({ name: 'kernels' })
    expectSameWeights(own, expected)
  })
})

describe('weights and what the optimizer remembers', () => {
  test('can be changed between steps, and the kernels go on from there', () => {
    const [own, expected] = [model(true), model(false)]
    for (const each of [own, expected]) {
      each.trainOnBatch(x, labels)
      each.setWeights(Object.fromEntries(Object.entries(each.getWeights()).map(([name, w]) => [name, scaled(w, 0.5)])))
      each.trainOnBatch(x, labels)
    }
    expectSameWeights(own, expected)
  })

  test('a checkpoint of one is continued by the other', () => {
    const [own, expected] = [model(true), model(false)]
    own.trainOnBatch(x, labels)
    expected.trainOnBatch(x, labels)
    const [resumedByOps, resumedByKernels] = [model(false), model(true)]
    resumedByOps.loadCheckpoint(own.saveCheckpoint(1))
    resumedByKernels.loadCheckpoint(expected.saveCheckpoint(1))
    for (const each of [own, resumedByOps, resumedByKernels]) each.trainOnBatch(x, labels)
    expectSameWeights(resumedByOps, own)
    expectSameWeights(resumedByKernels, own)
  })

  test('a run that is resumed from a checkpoint gives the bits of one that was not', async () => {
    const whole = model(true)
    await whole.fit(x, labels, { epochs: 3, batchSize: 5 })
    const first = model(true)
    await first.fit(x, labels, { epochs: 1, batchSize: 5 })
    const second = model(true)
    second.loadCheckpoint(first.saveCheckpoint(1))
    await second.fit(x, labels, { epochs: 3, initialEpoch: 1, batchSize: 5 })
    expect(second.getWeights()).toEqual(whole.getWeights())
  })

  test('stay when the model gives its memory back, or is compiled anew', () => {
    const own = model(true)
    own.trainOnBatch(x, labels)
    const weights = own.getWeights()
    own.dispose()
    expect(own.getWeights()).toEqual(weights)
    own.compile({ optimizer: 'sgd', loss: 'softmaxCrossEntropy' })
    expect(own.getWeights()).toEqual(weights)
    own.trainOnBatch(x, labels)
    expect(own.getWeights()).not.toEqual(weights)
  })

  test('are those that another model had given back', () => {
    const first = model(true)
    first.trainOnBatch(x, labels)
    const before = kernels.arena.memory.buffer.byteLength
    for (let round = 0; round < 20; round++) {
      const next = model(true)
      next.trainOnBatch(x, labels)
      expect(next.getWeights()).toEqual(first.getWeights())
      next.dispose()
    }
    expect(kernels.arena.memory.buffer.byteLength - before).toBeLessThan(1e6)
  })
})

describe('a model for which there are no kernels is computed by its ops, and says why', () => {
  test.each<[string, () => Sequential]>([
    ['the model was given none', () => model(false)],
    [
      'batch_normalization (BatchNormalization) has none',
      () => new Sequential({ kernels, layers: [batchNormalization({ inputShape: [6] })] }),
    ],
    [
      'activation (Activation) has none',
      () => new Sequential({ kernels, layers: [activation({ activation: 'gelu', inputShape: [6] })] }),
    ],
    ['the loss binaryCrossentropy has none', () => model(true, { loss: 'binaryCrossentropy' })],
    [
      'the weights of dense are float64, and they are for float32',
      () => {
        const made = model(true)
        made.trainOnBatch(x, labels)
        made.setWeights(float64Weights(made.getWeights()))
        return made
      },
    ],
    ['clipping has none', () => model(true, { optimizer: adamOptimizer({ clipNorm: 1 }) })],
  ])('%s', (reason, make) => {
    expect(make().computedBy()).toEqual({ name: 'ops', reason })
    expect(make().predict(x).shape[0]).toBe(23)
  })
})

describe('what is no number', () => {
  const bad = { ...x, data: x.data.map((value, index) => (index === 3 ? NaN : value)) }

  test.each(['relu', 'tanh', 'linear'] as const)('shows, whatever the activation: %s', (name) => {
    for (const with_ of [true, false]) {
      const made = new Sequential({ seed: 1, kernels: with_ ? kernels : undefined })
      made.add(dense({ units: 4, activation: name, inputShape: [6] }))
      made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
      expect(made.computedBy().name).toBe(with_ ? 'kernels' : 'ops')
      expect([...made.predict(bad).data.slice(0, 8)].map(Number.isNaN)).toEqual([1, 1, 1, 1, 0, 0, 0, 0].map(Boolean))
      expect(made.trainOnBatch(bad, draw('y', [23, 4], 'float32')).loss).toBeNaN()
    }
  })

  test('is gone when good weights are loaded again', () => {
    const [own, expected] = [true, false].map((with_) => {
      const made = new Sequential({ seed: 1, kernels: with_ ? kernels : undefined })
      made.add(conv2d({ filters: 3, kernelSize: 2, activation: 'tanh', inputShape: [8, 8, 2] }))
      made.add(maxPooling2d({ poolSize: 2, strides: 3 }))
      made.add(flatten())
      made.add(dense({ units: 3, activation: 'tanh' }))
      made.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
      return made
    })
    const images = draw('images', [5, 8, 8, 2], 'float32')
    const wanted = draw('wanted', [5, 3], 'float32')
    for (const each of [own, expected]) {
      const good = each.getWeights()
      each.trainOnBatch({ ...images, data: images.data.map(() => NaN) }, wanted)
      each.setWeights(good)
      for (let step = 0; step < 2; step++) expect(each.trainOnBatch(images, wanted).loss).not.toBeNaN()
    }
    expectSameWeights(own, expected)
  })
})

describe('batches of many sizes', () => {
  test('give what the ops give, and take no more memory for each', () => {
    const [own, expected] = [model(true), model(false)]
    const sizes = [1, 2, 3, 5, 8, 13, 21, 23, 4, 1]
    own.predict(x, { batchSize: 23 })
    const before = kernels.arena.memory.buffer.byteLength
    for (let round = 0; round < 5; round++) {
      for (const batchSize of sizes) expectClose(own.predict(x, { batchSize }), expected.predict(x))
    }
    expect(kernels.arena.memory.buffer.byteLength - before).toBeLessThan(1e6)
  })

  test('of doubles are left to the ops, where kernels would make floats of them', () => {
    const doubles = draw('x', [23, 6], 'float64')
    const own = model(true)
    own.trainOnBatch(x, labels)
    const asOps = model(false)
    asOps.setWeights(own.getWeights())
    expect(own.predict(doubles)).toEqual(asOps.predict(doubles))
  })
})

test('another layer on top begins with weights and an optimizer of its own', () => {
  const [own, expected] = [true, false].map((with_) => {
    const made = model(with_)
    made.trainOnBatch(x, labels)
    made.add(dense({ units: 3 }))
    made.compile({ optimizer: 'adam', loss: 'softmaxCrossEntropy' })
    for (let step = 0; step < 3; step++) made.trainOnBatch(x, labels)
    return made
  })
  expectSameWeights(own, expected)
})

test('adding a layer forgets what the optimizer remembered', () => {
  const [own, expected] = [true, false].map((with_) => {
    const made = model(with_)
    made.trainOnBatch(x, labels)
    made.add(dense({ units: 3 }))
    made.trainOnBatch(x, labels)
    return made
  })
  expect(own.iterations).toBe(1)
  expectSameWeights(own, expected)
})

describe('what does not fit is refused in the words of the ops', () => {
  test('class numbers for each step of a sequence', () => {
    const messages = [true, false].map((with_) => {
      const made = new Sequential({ seed: 1, kernels: with_ ? kernels : undefined })
      made.add(dense({ units: 3, inputShape: [4, 6] }))
      made.compile({ optimizer: 'sgd', loss: 'softmaxCrossEntropy' })
      try {
        made.trainOnBatch(draw('s', [2, 4, 6], 'float32'), int32([0, 1, 2, 0, 0, 1, 2, 0], [2, 4]))
        return 'nothing thrown'
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(messages[0]).toBe(messages[1])
    expect(messages[0]).not.toBe('nothing thrown')
  })

  test.each([
    ['labels that are no classes', int32(Array.from({ length: 23 }, () => 3))],
    ['labels below 0', int32(Array.from({ length: 23 }, () => -1))],
    [
      'labels of another shape',
      int32(
        Array.from({ length: 23 }, () => 0),
        [23, 1, 1],
      ),
    ],
  ])('%s', (_, y) => {
    const messages = [true, false].map((with_) => {
      try {
        model(with_).trainOnBatch(x, y)
        return 'nothing thrown'
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(messages[0]).toBe(messages[1])
    expect(messages[0]).not.toBe('nothing thrown')
  })

  test('an empty batch is left to the ops', () => {
    const none = draw('none', [0, 6], 'float32')
    expect(model(true).predict(none)).toEqual(model(false).predict(none))
  })
})

function scaled({ shape, dtype, data }: ReturnType<typeof draw>, factor: number) {
  return { shape, dtype, data: data.map((value) => value * factor) }
}
