import { describe, expect, test } from '@jest/globals'
import type { LossName } from '../../reference-engine/losses/loss-by-name.ts'
import type { Layer } from '../../reference-engine/layers/layer.ts'
import { conv2d } from '../../reference-engine/layers/conv2d.ts'
import { dense } from '../../reference-engine/layers/dense.ts'
import { flatten } from '../../reference-engine/layers/flatten.ts'
import { maxPooling2d } from '../../reference-engine/layers/max-pooling2d.ts'
import { adamOptimizer } from '../../reference-engine/optimizers/adam.ts'
import { sgd } from '../../reference-engine/optimizers/sgd.ts'
import { oneHot } from '../../reference-engine/primitives/gather.ts'
import { Sequential } from '../../reference-engine/sequential.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'
import { draw, int32 } from './support.ts'
import { tf, toTf } from './tfjs.ts'

// tf.js trains the same model from the same weights on the same batches, and the losses are compared step by step.

const batchSize = 8
const samples = 40
const epochs = 4 // 5 batches each: 20 steps

const labels = int32(Array.from({ length: samples }, (_, index) => index % 3))
const onehotLabels = oneHot(labels, 3)
const rows = separated('rows', [samples, 6])
const images = separated('images', [samples, 8, 8, 2])

/** Samples that lie around the centre of their class, so that there is something to learn. */
function separated(seed: string, shape: readonly number[]): Tensor {
  const t = draw(seed, shape, 'float32')
  const size = t.data.length / samples
  const centres = draw(`${seed}/centres`, [3, size])
  return { ...t, data: t.data.map((value, i) => value + centres.data[(Math.floor(i / size) % 3) * size + (i % size)]) }
}

const mlp = {
  x: rows,
  penalty: (model: Sequential) =>
    [...model.getWeights()['dense_1/kernel'].data].reduce((sum, w) => sum + 0.001 * Math.abs(w) + 0.01 * w * w, 0),
  own: (): Layer[] => [
    dense({ units: 7, activation: 'relu', inputShape: [6] }),
    dense({ units: 5, activation: 'tanh', kernelRegularizer: { l1: 0.001, l2: 0.01 } }),
    dense({ units: 3, activation: 'softmax' }),
  ],
  theirs: () => [
    tf.layers.dense({ units: 7, activation: 'relu', inputShape: [6] }),
    tf.layers.dense({
      units: 5,
      activation: 'tanh',
      kernelRegularizer: tf.regularizers.l1l2({ l1: 0.001, l2: 0.01 }),
    }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
}

const cnn = {
  x: images,
  penalty: () => 0,
  own: (): Layer[] => [
    conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [8, 8, 2] }),
    maxPooling2d(),
    conv2d({ filters: 5, kernelSize: [3, 2], activation: 'relu' }),
    flatten(),
    dense({ units: 3, activation: 'softmax' }),
  ],
  theirs: () => [
    tf.layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [8, 8, 2] }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.conv2d({ filters: 5, kernelSize: [3, 2], activation: 'relu' }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
}

const optimizers = {
  sgd: { own: () => sgd({ learningRate: 0.05 }), theirs: () => tf.train.sgd(0.05) },
  adam: { own: () => adamOptimizer({ learningRate: 0.01 }), theirs: () => tf.train.adam(0.01) },
}

describe.each([
  ['a small MLP', mlp],
  ['a small CNN', cnn],
] as const)('%s', (_, network) => {
  test.each([
    ['sgd', 'categoricalCrossentropy'],
    ['adam', 'categoricalCrossentropy'],
    ['adam', 'meanSquaredError'],
  ] as const)('follows tf.js with %s and %s, loss by loss', async (optimizer, loss) => {
    const own = ownModel(network.own(), optimizer, loss)
    const theirs = tf.sequential({ layers: network.theirs() as tf.layers.Layer[] })
    theirs.setWeights(Object.values(own.getWeights()).map(toTf))
    theirs.compile({ optimizer: optimizers[optimizer].theirs(), loss, metrics: ['accuracy'] })

    const lossesOfBatches: number[] = []
    const recordBatch = {
      onBatchEnd: (__: number, { loss }: { [log: string]: number }) => void lossesOfBatches.push(loss),
    }
    const { history } = await own.fit(network.x, onehotLabels, {
      batchSize,
      epochs,
      shuffle: false,
      validationSplit: 0,
      callbacks: [recordBatch],
    })

    const theirLossesOfBatches: number[] = []
    const fitted = await theirs.fit(toTf(network.x), toTf(onehotLabels), {
      batchSize,
      epochs,
      shuffle: false,
      verbose: 0,
      yieldEvery: 'never',
      callbacks: { onBatchEnd: (__, logs) => void theirLossesOfBatches.push(logs?.loss as number) },
    })

    expect(lossesOfBatches).toHaveLength(20)
    expectNear(lossesOfBatches, theirLossesOfBatches)
    expectNear(history.loss, fitted.history.loss as number[])
    expectNear(history.accuracy, fitted.history.acc as number[])
    expect(history.loss[epochs - 1]).toBeLessThan(history.loss[0])

    const probabilities = own.predict(network.x)
    expectNear([...probabilities.data], [...(theirs.predict(toTf(network.x)) as tf.Tensor).dataSync()], 1e-3)
    const evaluated = await own.evaluate(network.x, onehotLabels)
    const [theirLoss, theirAccuracy] = (theirs.evaluate(toTf(network.x), toTf(onehotLabels)) as tf.Scalar[]).map(
      (scalar) => scalar.dataSync()[0],
    )
    // Keras counts the penalties when it evaluates, tf.js leaves them out.
    expectNear([evaluated.loss - network.penalty(own), evaluated.accuracy], [theirLoss, theirAccuracy])
  })
})

test('summary counts parameters as tf.js does', () => {
  const own = ownModel(cnn.own(), 'sgd', 'categoricalCrossentropy')
  const theirs = tf.sequential({ layers: cnn.theirs() as tf.layers.Layer[] })
  expect(own.countParams()).toBe(theirs.countParams())
  const shapes = theirs.layers.map((layer) => JSON.stringify(layer.outputShape))
  const printed = own.summary().match(/\[null[^\]]*\]/g)
  expect(printed).toEqual(shapes)
})

function ownModel(layers: Layer[], optimizer: keyof typeof optimizers, loss: LossName): Sequential {
  const model = new Sequential({ layers, seed: 'tfjs' })
  model.compile({ optimizer: optimizers[optimizer].own(), loss, metrics: ['accuracy'] })
  return model
}

function expectNear(actual: readonly number[], expected: readonly number[], relative = 1e-4): void {
  expect(actual).toHaveLength(expected.length)
  const far = actual.filter(
    (value, index) => !(Math.abs(value - expected[index]) <= relative * Math.abs(expected[index])),
  )
  expect({ far, expected: far.length ? expected : [] }).toEqual({ far: [], expected: [] })
}
