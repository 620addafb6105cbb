import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Callback } from '../../../reference-engine/callbacks/callback.ts'
import { learningRateScheduler } from '../../../reference-engine/callbacks/learning-rate-scheduler.ts'
import { modelCheckpoint } from '../../../reference-engine/callbacks/model-checkpoint.ts'
import { drawnImages } from '../../../reference-engine/data/drawn-images.ts'
import { imageDataset } from '../../../reference-engine/datasets/image-dataset.ts'
import { augment } from '../../../reference-engine/images/augment.ts'
import { decodeCheckpoint } from '../../../reference-engine/io/checkpoint.ts'
import { FileFormatError } from '../../../reference-engine/io/file-format-error.ts'
import { encodeSafetensors } from '../../../reference-engine/io/safetensors.ts'
import { averagePooling2d } from '../../../reference-engine/layers/average-pooling2d.ts'
import { batchNormalization } from '../../../reference-engine/layers/batch-normalization.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { dropout } from '../../../reference-engine/layers/dropout.ts'
import { flatten } from '../../../reference-engine/layers/flatten.ts'
import type { Optimizer } from '../../../reference-engine/optimizers/optimizer.ts'
import { adamWOptimizer } from '../../../reference-engine/optimizers/adam-w.ts'
import { exponentialDecay } from '../../../reference-engine/optimizers/schedules/exponential-decay.ts'
import { sgd } from '../../../reference-engine/optimizers/sgd.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { draw, drawn, int32 } from '../support.ts'

const file = 'checkpoint.safetensors'

describe('a training with dropout, augmentation and a schedule', () => {
  const model = (optimizer: Optimizer): Sequential => {
    const layers = [
      averagePooling2d({ poolSize: 4, inputShape: [32, 32, 3] }),
      flatten(),
      dense({ units: 6, activation: 'relu', kernelRegularizer: { l2: 0.001 } }),
      batchNormalization({ momentum: 0.8 }),
      dropout({ rate: 0.4 }),
      dense({ units: 10 }),
    ]
    const made = new Sequential({ seed: 'resumed', layers })
    made.compile({ optimizer, loss: 'softmaxCrossEntropy', metrics: ['accuracy'] })
    return made
  }
  const dataset = () =>
    imageDataset(drawnImages('resumed'), {
      split: 'train',
      indices: Int32Array.from({ length: 11 }, (_, index) => index),
      batchSize: 4,
      seed: 'resumed',
      transform: augment,
    })
  const everyStep = () =>
    learningRateScheduler((step) => exponentialDecay(0.05, step, { decayRate: 0.5, decaySteps: 4 }), { every: 'step' })
  const fromTheLast = () => learningRateScheduler((_epoch, rate) => 0.7 * rate)

  test.each<[string, () => Optimizer, () => Callback]>([
    ['Nesterov momentum, clipped', () => sgd({ momentum: 0.9, nesterov: true, globalClipNorm: 1 }), everyStep],
    ['AdamW, each rate from the one before', () => adamWOptimizer(), fromTheLast],
  ])('goes on to the bit from any of its checkpoints, %s', async (_, optimizer, schedule) => {
    const checkpoints: Uint8Array[] = []
    const save = modelCheckpoint((bytes) => void checkpoints.push(bytes))
    const whole = model(optimizer())
    const { history } = await whole.fitDataset(dataset(), { epochs: 3, callbacks: [schedule(), save] })
    for (const [epoch, bytes] of checkpoints.entries()) {
      const resumed = model(optimizer())
      const initialEpoch = resumed.loadCheckpoint(bytes, file)
      expect(initialEpoch).toBe(epoch + 1)
      const rest = await resumed.fitDataset(dataset(), { epochs: 3, initialEpoch, callbacks: [schedule()] })
      expect(rest.history.loss ?? []).toEqual(history.loss.slice(epoch + 1))
      expect(resumed.getWeights()).toEqual(whole.getWeights())
      expect(resumed.saveCheckpoint(3)).toEqual(checkpoints[2])
    }
  })
})

function small(layerName = 'a'): Sequential {
  const model = new Sequential({ layers: [dense({ units: 1, useBias: false, name: layerName, inputShape: [2] })] })
  model.compile({ optimizer: adamWOptimizer(), loss: 'meanSquaredError' })
  return model
}

async function trained(layerName?: string): Promise<Sequential> {
  const model = small(layerName)
  await model.fit(draw('x', [3, 2], 'float32'), draw('y', [3, 1], 'float32'))
  return model
}

test.each(['optimizer', 'weights', 'a/b'])('a layer may be called %s', async (name) => {
  const model = await trained(name)
  const again = small(name)
  again.loadCheckpoint(model.saveCheckpoint(1))
  expect(again.saveCheckpoint(1)).toEqual(model.saveCheckpoint(1))
})

describe('a damaged one is refused whole, and named', () => {
  function expectRefused(model: Sequential, bytes: Uint8Array): void {
    const before = [model.getWeights(), model.iterations, model.learningRate, model.saveCheckpoint(0)]
    expect(() => model.loadCheckpoint(bytes, file)).toThrow(FileFormatError)
    expect(() => model.loadCheckpoint(bytes, file)).toThrow(file)
    expect([model.getWeights(), model.iterations, model.learningRate, model.saveCheckpoint(0)]).toEqual(before)
  }

  test('cut short at any byte, or longer', async () => {
    const sound = (await trained()).saveCheckpoint(1)
    const model = small()
    for (let length = 0; length < sound.length; length++) expectRefused(model, sound.slice(0, length))
    expectRefused(model, Uint8Array.of(...sound, 0))
  })

  test('altered in any one bit', async () => {
    const sound = (await trained()).saveCheckpoint(1)
    const model = small()
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(7), (place, bit) => {
        const altered = sound.slice()
        altered[place] ^= 1 << bit
        expectRefused(model, altered)
      }),
      { ...drawn, numRuns: 1000 },
    )
  })

  const weight = draw('w', [2, 1], 'float32')
  const sound = { optimizer: 'adamW', seed: '0', epochsDone: 1, iterations: 1, learningRate: 0.1 }
  const made = (tensors: { [name: string]: Tensor }, progress: unknown = sound, numbers: unknown = {}): Uint8Array =>
    encodeSafetensors(tensors, {
      format: 'grade-descent checkpoint 1',
      progress: JSON.stringify(progress),
      numbers: JSON.stringify(numbers),
    })
  const weights = { 'weights/a/kernel': weight }

  test('one made like these is read', () => {
    const states = { 'optimizer/a/kernel/m': weight, 'optimizer/a/kernel/v': weight }
    expect(decodeCheckpoint(made({ ...weights, ...states }, sound, { 'a/kernel/step': 3 }), file)).toEqual({
      weights: { 'a/kernel': weight },
      states: { 'a/kernel': { m: weight, v: weight, step: 3 } },
      progress: sound,
    })
  })

  test.each<[string, Uint8Array]>([
    [
      "what the optimizer remembers as 'b/kernel/m' belongs to none",
      made({ ...weights, 'optimizer/b/kernel/m': weight }),
    ],
    [
      "what the optimizer remembers as 'a/kernel/m' belongs to none",
      made({ ...weights, 'optimizer/a/kernel/m': draw(1, [3], 'float32') }),
    ],
    [
      "what the optimizer remembers as 'a/kernel/m' belongs to none",
      made({ ...weights, 'optimizer/a/kernel/m': int32([1, 2], [2, 1]) }),
    ],
    ["what the optimizer remembers as 'a/kernel/step' belongs to none", made(weights, sound, { 'a/kernel/step': 'x' })],
    [
      "what the optimizer remembers as 'a/kernel/step' belongs to none",
      made(weights, sound, { 'a/kernel/step': null }),
    ],
    ["what the optimizer remembers as 'toString/step' belongs to none", made(weights, sound, { 'toString/step': 1 })],
    ["weight 'a/kernel' must be float32 or float64; got int32", made({ 'weights/a/kernel': int32([1, 2], [2, 1]) })],
    ['where the training stands is not in it', made(weights, [])],
    ['where the training stands is not in it', made(weights, sound, [])],
    ['where the training stands is not in it', made(weights, 3)],
    ['where the training stands is unreadable', made(weights, { ...sound, iterations: 0.5 })],
    ['where the training stands is unreadable', made(weights, { ...sound, learningRate: -1 })],
    ['where the training stands is unreadable', made(weights, { ...sound, learningRate: '0.1' })],
  ])('%s', (problem, bytes) => {
    expect(() => decodeCheckpoint(bytes, file)).toThrow(`${file} is damaged or no such file: ${problem}`)
  })

  test('of another model: named by its weights', async () => {
    const bytes = (await trained('b')).saveCheckpoint(1)
    const model = small()
    const before = model.saveCheckpoint(0)
    expect(() => model.loadCheckpoint(bytes, file)).toThrow(
      `${file}: weights must be those of the model: a/kernel; got no a/kernel, an unknown b/kernel`,
    )
    expect(model.saveCheckpoint(0)).toEqual(before)
  })
})

describe('a checkpoint of another optimizer, or with less of it', () => {
  const model = (optimizer: Optimizer): Sequential => {
    const made = new Sequential({ seed: 1, layers: [dense({ units: 2, inputShape: [3] })] })
    made.compile({ optimizer, loss: 'meanSquaredError' })
    return made
  }
  const trained = (optimizer: Optimizer): Uint8Array => {
    const made = model(optimizer)
    made.trainOnBatch(draw('x', [4, 3], 'float32'), draw('y', [4, 2], 'float32'))
    return made.saveCheckpoint(1)
  }

  test('is refused whole: the velocity of momentum means nothing to plain descent', () => {
    const plain = model(sgd())
    const before = plain.saveCheckpoint(0)
    expect(() => plain.loadCheckpoint(trained(sgd({ momentum: 0.9 })), file)).toThrow(
      `${file}: the state of dense/kernel must be nothing, as in the model; got velocity`,
    )
    expect(plain.saveCheckpoint(0)).toEqual(before)
  })

  test('weights that are no fractions are refused', () => {
    const made = model(sgd())
    const { shape } = made.getWeights()['dense/kernel']
    const whole = int32(
      Array.from({ length: 6 }, () => 1),
      shape,
    )
    expect(() => made.setWeights({ ...made.getWeights(), 'dense/kernel': whole })).toThrow(
      'setWeights: dense/kernel must be float32 or float64; got int32',
    )
  })
})
