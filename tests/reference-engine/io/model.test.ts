import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { modelCheckpoint } from '../../../reference-engine/callbacks/model-checkpoint.ts'
import { loadModel, readWhole, saveModel, writeWhole } from '../../../reference-engine/data/model-files.ts'
import { FileFormatError } from '../../../reference-engine/io/file-format-error.ts'
import { modelFromJson } from '../../../reference-engine/io/model-from-json.ts'
import { encodeSafetensors } from '../../../reference-engine/io/safetensors.ts'
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
import { optimizerByName, type OptimizerName } from '../../../reference-engine/optimizers/optimizer-by-name.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import { draw, drawn, int32 } from '../support.ts'

const folder = mkdtempSync(join(tmpdir(), 'model 模型-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const images = draw('images', [12, 6, 6, 2], 'float32')
const labels = int32(Array.from({ length: 12 }, (_, index) => index % 3))
const words = int32(
  Array.from({ length: 24 }, (_, index) => index % 5),
  [12, 2],
)

function ofImages(optimizer: OptimizerName = 'adam', seed = 3): Sequential {
  const layers: Layer[] = [
    conv2d({
      filters: 2,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelRegularizer: { l2: 0.01 },
      inputShape: [6, 6, 2],
    }),
    batchNormalization({ momentum: 0.9 }),
    maxPooling2d(),
    averagePooling2d({ poolSize: 2, strides: 1 }),
    flatten(),
    dropout({ rate: 0.25 }),
    dense({ units: 3, name: 'logits' }),
    activation({ activation: 'softmax' }),
  ]
  const model = new Sequential({ name: 'images', seed, layers })
  const momentum = optimizer === 'sgd' ? { momentum: 0.9, nesterov: true } : {}
  model.compile({
    optimizer: optimizerByName(optimizer, momentum),
    loss: 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  })
  return model
}

function ofWords(): Sequential {
  return new Sequential({
    layers: [
      embedding({ inputDim: 5, outputDim: 3, inputShape: [2] }),
      simpleRnn({ units: 3, returnSequences: true }),
      layerNormalization(),
      gru({ units: 2, returnSequences: true }),
      lstm({ units: 2 }),
      dense({ units: 3 }),
    ],
  })
}

describe('a model', () => {
  test('is made again from its JSON and its weights', async () => {
    const model = ofImages()
    await model.fit(images, labels)
    const again = await modelFromJson(JSON.stringify(model))
    expect(JSON.stringify(again)).toBe(JSON.stringify(model))
    expect(again.predict(images)).not.toEqual(model.predict(images))
    again.loadWeights(model.saveWeights())
    expect(again.predict(images)).toEqual(model.predict(images))
    expect(await again.evaluate(images, labels)).toEqual(await model.evaluate(images, labels))
  })

  test('of recurrent layers, not compiled', async () => {
    const model = ofWords()
    const again = await modelFromJson(JSON.stringify(model))
    again.loadWeights(model.saveWeights())
    expect(again.predict(words)).toEqual(model.predict(words))
    const pooled = new Sequential({ layers: [globalAveragePooling2d({ inputShape: [6, 6, 2] })] })
    expect((await modelFromJson(JSON.stringify(pooled))).predict(images)).toEqual(pooled.predict(images))
  })

  test('with a layer of one’s own is read where its maker is given', async () => {
    const own = (): Layer<null> => ({
      className: 'Twice',
      config: { inputShape: [3] },
      build: (inputShape) => ({ weights: {}, outputShape: inputShape }),
      forward: (x) => ({ output: { ...x, data: x.data.map((value) => 2 * value) }, cache: null }),
      backward: (dOut) => ({ dX: dOut, gradients: {} }),
    })
    const text = JSON.stringify(new Sequential({ layers: [own()] }))
    const x = draw(1, [1, 3])
    expect((await modelFromJson(text, 'a', { Twice: own })).predict(x).data[0]).toBe(2 * x.data[0])
    await expect(modelFromJson(text, 'a.json')).rejects.toThrow(
      'a.json is damaged or no such file: there is no layer Twice',
    )
  })

  test('with an initializer of one’s own can’t be saved', () => {
    const layer = dense({ units: 1, inputShape: [1], kernelInitializer: () => draw(1, [1, 1], 'float32') })
    const model = new Sequential({ layers: [layer] })
    expect(() => JSON.stringify(model)).toThrow(
      'toJSON: kernelInitializer of dense must be a name, so that it can be saved; got a function',
    )
  })

  const written = {
    format: 'grade-descent model',
    version: 1,
    name: 'm',
    seed: '0',
    layers: [{ className: 'Dense', config: { name: 'd', units: 1, inputShape: [1] } }],
    compile: null,
  }
  const layerOf = (className: unknown, config: unknown = { name: 'l' }) => ({ layers: [{ className, config }] })
  test.each<[string, object | string | null]>([
    ['it is no JSON', '{'],
    ["a 'grade-descent model' of version 1 expected", null],
    ["a 'grade-descent model' of version 1 expected", []],
    ["a 'grade-descent model' of version 1 expected", { version: 2 }],
    ["a 'grade-descent model' of version 1 expected", { format: 'keras' }],
    ['name must be a text; got 7', { name: 7 }],
    ['seed must be a text; got 0', { seed: 0 }],
    ['layers must be a list of one or more { className, config: { name } }; got {}', { layers: {} }],
    ['layers must be a list of one or more { className, config: { name } }; got []', { layers: [] }],
    ['layers must be a list of one or more { className, config: { name } }; got [null]', { layers: [null] }],
    ['layers must be a list', layerOf('Dense', null)],
    ['layers must be a list', layerOf('Dense', { units: 1 })],
    ['layers must be a list', layerOf(1)],
    ['dense: units must be a whole number of 1 or more; got -1', layerOf('Dense', { name: 'l', units: -1 })],
    ['dense: inputShape must be', layerOf('Dense', { name: 'l', units: 1, inputShape: 'abc' })],
    ['there is no layer toString', layerOf('toString')],
    ['there is no layer Initializers', layerOf('Initializers')],
    ['there is no layer Layer', layerOf('Layer')],
    ['there is no layer dense', layerOf('dense')],
    ['there is no layer ../optimizers/adam', layerOf('../optimizers/adam')],
    ['compile must be { optimizer: { name, config }, loss, metrics } or null; got {}', { compile: {} }],
    [
      "compile: optimizer must be one of 'sgd',",
      { compile: { optimizer: { name: 'x', config: {} }, loss: 'meanSquaredError', metrics: [] } },
    ],
    [
      'sgd: learningRate must be a number greater than 0; got null',
      {
        compile: { optimizer: { name: 'sgd', config: { learningRate: null } }, loss: 'meanSquaredError', metrics: [] },
      },
    ],
    [
      'compile must be { optimizer',
      { compile: { optimizer: { name: 'sgd', config: {} }, loss: 'meanSquaredError', metrics: [3] } },
    ],
  ])('%s: refused, and named', async (problem, changed) => {
    const whole =
      typeof changed === 'object' && changed && !Array.isArray(changed) ? { ...written, ...changed } : changed
    const text = typeof whole === 'string' ? whole : JSON.stringify(whole)
    const error = await modelFromJson(text, 'model.json').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(FileFormatError)
    expect((error as Error).message).toContain(`model.json is damaged or no such file: ${problem}`)
  })

  test('cut short anywhere, it is refused', async () => {
    const text = JSON.stringify(ofImages())
    for (let length = 0; length < text.length; length++) {
      await expect(modelFromJson(text.slice(0, length), 'model.json')).rejects.toThrow('model.json is damaged')
    }
  })
})

describe('loadWeights', () => {
  test('refuses a damaged file whole', () => {
    const model = ofImages()
    const before = model.getWeights()
    const sound = ofImages('adam', 4).saveWeights()
    fc.assert(
      fc.property(fc.nat(sound.length - 1), (length) => {
        expect(() => model.loadWeights(sound.slice(0, length), 'w.safetensors')).toThrow('w.safetensors is damaged')
        expect(model.getWeights()).toEqual(before)
      }),
      drawn,
    )
  })

  test('refuses the weights of another model, by name', () => {
    const model = ofImages()
    expect(() => model.loadWeights(ofWords().saveWeights(), 'w.safetensors')).toThrow(
      /^w\.safetensors: weights must be those of the model/,
    )
    const weights = { ...model.getWeights(), 'logits/bias': draw(1, [4], 'float32') }
    expect(() => model.loadWeights(encodeSafetensors(weights), 'w.safetensors')).toThrow(
      'w.safetensors: logits/bias must be of shape [3]; got [4]',
    )
  })
})

describe('a checkpoint', () => {
  test.each<OptimizerName>(['sgd', 'rmsProp', 'adam', 'adamW'])(
    'with %s goes on as if nothing had happened, to the bit',
    async (optimizer) => {
      const options = { batchSize: 5, validationSplit: 0.2 }
      const whole = ofImages(optimizer)
      const checkpoints: Uint8Array[] = []
      const save = modelCheckpoint((bytes) => void checkpoints.push(bytes))
      const { history } = await whole.fit(images, labels, { ...options, epochs: 4, callbacks: [save] })

      const resumed = ofImages(optimizer)
      const initialEpoch = resumed.loadCheckpoint(checkpoints[1])
      expect(initialEpoch).toBe(2)
      const rest = await resumed.fit(images, labels, { ...options, epochs: 4, initialEpoch })
      expect(rest.epoch).toEqual([2, 3])
      expect(rest.history.val_loss).toEqual(history.val_loss.slice(2))
      expect(resumed.getWeights()).toEqual(whole.getWeights())
      expect(resumed.saveCheckpoint(4)).toEqual(checkpoints[3])
    },
  )

  test('keeps the learning rate that a schedule had come to', () => {
    const [model, other] = [ofImages(), ofImages()]
    model.learningRate = 0.123
    other.loadCheckpoint(model.saveCheckpoint(1))
    expect(other.learningRate).toBe(0.123)
  })

  test('that is damaged, or of another training, is refused whole and named', async () => {
    const trained = ofImages('adam')
    await trained.fit(images, labels)
    const sound = trained.saveCheckpoint(1)
    const model = ofImages('adam')
    const before = [model.getWeights(), model.iterations]
    const refusals: [Uint8Array, string][] = [
      [sound.slice(0, -1), 'c.safetensors is damaged'],
      [trained.saveWeights(), "'grade-descent checkpoint 1' expected, 'grade-descent weights' found"],
      [ofImages('sgd').saveCheckpoint(1), "c.safetensors: optimizer must be 'adam', as in the model; got 'sgd'"],
      [ofImages('adam', 9).saveCheckpoint(1), "c.safetensors: seed must be '3', as in the model; got '9'"],
      [encodeSafetensors({}, { format: 'grade-descent checkpoint 1' }), 'where the training stands is not in it'],
      [
        encodeSafetensors({}, { format: 'grade-descent checkpoint 1', progress: '{"epochsDone":-1}', numbers: '{}' }),
        'where the training stands is unreadable',
      ],
    ]
    for (const [bytes, message] of refusals) {
      expect(() => model.loadCheckpoint(bytes, 'c.safetensors')).toThrow(message)
      expect([model.getWeights(), model.iterations]).toEqual(before)
    }
  })
})

describe('on disk', () => {
  test('a model is two files, and comes back', async () => {
    const model = ofImages()
    const place = join(folder, 'new', 'model')
    await saveModel(place, model)
    expect(readdirSync(place).sort()).toEqual(['model.json', 'weights.safetensors'])
    expect((await loadModel(place)).predict(images)).toEqual(model.predict(images))
  })

  test('a damaged file is named by its path', async () => {
    const place = join(folder, 'damaged')
    await saveModel(place, ofImages())
    const path = join(place, 'weights.safetensors')
    writeFileSync(path, readFileSync(path).subarray(0, 100))
    await expect(loadModel(place)).rejects.toThrow(`${path} is damaged`)
    rmSync(path)
    await expect(loadModel(place)).rejects.toThrow(path)
  })

  test('a write that fails leaves what was there, and nothing beside it', async () => {
    const path = join(folder, 'whole', 'file')
    await writeWhole(path, Uint8Array.of(1))
    await expect(writeWhole(join(path, 'below a file'), Uint8Array.of(2))).rejects.toThrow('below a file')
    await writeWhole(path, Uint8Array.of(3, 4))
    expect([...(await readWhole(path))]).toEqual([3, 4])
    expect(readdirSync(join(folder, 'whole'))).toEqual(['file'])
  })
})
