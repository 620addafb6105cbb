import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ArgumentError } from '../../reference-engine/argument-error.ts'
import { modelFromJson } from '../../reference-engine/io/model-from-json.ts'
import { dense } from '../../reference-engine/layers/dense.ts'
import type { InitializerName } from '../../reference-engine/layers/initializers.ts'
import type { Layer } from '../../reference-engine/layers/layer.ts'
import { lossByName, type LossName } from '../../reference-engine/losses/loss-by-name.ts'
import { metricByName, type MetricName } from '../../reference-engine/metrics/metric-by-name.ts'
import { optimizerByName, type OptimizerName } from '../../reference-engine/optimizers/optimizer-by-name.ts'
import type { Optimizer } from '../../reference-engine/optimizers/optimizer.ts'
import { Sequential } from '../../reference-engine/sequential.ts'
import { exportsOf, filesOf, layerFiles, modelOfLayerFile, sourceOf } from './engine-files.ts'

// Nothing is forgotten: what a folder holds has a test in its mirror, and a saved model that names it is read again. A new
// layer, optimizer, loss, metric or initializer is found here by its file.

function isTested(folder: string, file: string): boolean {
  const mirror = join(__dirname, folder)
  return readdirSync(mirror)
    .filter((name) => name.endsWith('.test.ts'))
    .some((name) => readFileSync(join(mirror, name), 'utf8').includes(`reference-engine/${folder}/${file}'`))
}

/** The file that lists the names a user writes imports this one. */
function isNamed(folder: string, list: string, file: string): boolean {
  return sourceOf(folder, list).includes(`/${file}'`)
}

/** The names that can be written: a name that is none makes the list known. */
function namesFrom(ask: () => unknown): string[] {
  try {
    ask()
  } catch (error) {
    if (error instanceof ArgumentError) return Array.from(error.expected.matchAll(/'(\w+)'/g), ([, name]) => name)
    throw error
  }
  throw new Error('the name that is none was taken')
}

async function reread(model: Sequential): Promise<Sequential> {
  const again = await modelFromJson(JSON.stringify(model))
  expect(JSON.stringify(again)).toBe(JSON.stringify(model))
  return again
}

function modelOf(layer: Layer): Sequential {
  return new Sequential({ layers: [layer] })
}

function compiled(options: {
  loss?: LossName
  optimizer?: OptimizerName | Optimizer
  metrics?: MetricName[]
}): Sequential {
  const model = modelOf(dense({ units: 2, inputShape: [1] }))
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', ...options })
  return model
}

describe('layers', () => {
  test.each(layerFiles)('%s has a test, and is read from a saved model', async (file) => {
    expect(isTested('layers', file)).toBe(true)
    const model = modelOfLayerFile(file)
    const again = await reread(model)
    again.setWeights(model.getWeights())
    expect(again.summary()).toBe(model.summary())
  })
})

describe('optimizers', () => {
  const found = filesOf('optimizers').filter(
    (file) => file !== 'optimizer-by-name.ts' && /\): Optimizer\b/.test(sourceOf('optimizers', file)),
  )

  test.each(found)('%s has a test, and is read from a saved model', async (file) => {
    expect(isTested('optimizers', file)).toBe(true)
    const [make] = exportsOf('optimizers', file).filter(([name]) => name === 'sgd' || name.endsWith('Optimizer'))
    await reread(compiled({ optimizer: make[1]() as Optimizer }))
  })

  test.each(namesFrom(() => optimizerByName('none' as OptimizerName)))('%s can be written', async (name) => {
    await reread(compiled({ optimizer: name as OptimizerName }))
  })
})

describe('initializers', () => {
  /** These hold the type and the draw that others are made of. */
  const helpers = ['initializer.ts', 'truncated-normal.ts']
  const found = filesOf('initializers').filter((file) => !helpers.includes(file))
  const names = namesFrom(() => dense({ units: 1, kernelInitializer: 'none' as InitializerName }))

  test.each(found)('%s has a test, and all it holds can be written', (file) => {
    expect(isTested('initializers', file)).toBe(true)
    for (const [name] of exportsOf('initializers', file)) expect(names).toContain(name)
  })

  test.each(names)('%s is read from a saved model, and draws the same', async (name) => {
    const model = modelOf(dense({ units: 3, kernelInitializer: name as InitializerName, inputShape: [2] }))
    expect((await reread(model)).getWeights()).toEqual(model.getWeights())
  })
})

describe('losses', () => {
  const found = filesOf('losses').filter((file) => !['loss.ts', 'loss-by-name.ts'].includes(file))

  test.each(found)('%s has a test and a name', (file) => {
    expect(isTested('losses', file)).toBe(true)
    expect(isNamed('losses', 'loss-by-name.ts', file)).toBe(true)
  })

  test.each(namesFrom(() => lossByName('none' as LossName)))('%s is read from a saved model', async (name) => {
    await reread(compiled({ loss: name as LossName }))
  })
})

describe('metrics', () => {
  /** A table, not a number to take the mean of. */
  const noMetric = ['confusion-matrix.ts']
  const found = filesOf('metrics').filter((file) => !['metric.ts', 'metric-by-name.ts'].includes(file))

  test.each(found)('%s has a test and a name', (file) => {
    expect(isTested('metrics', file)).toBe(true)
    if (!noMetric.includes(file)) expect(isNamed('metrics', 'metric-by-name.ts', file)).toBe(true)
  })

  const names = namesFrom(() => metricByName('none' as MetricName, lossByName('meanSquaredError'), [2]))
  test.each(names)('%s is read from a saved model', async (name) => {
    await reread(compiled({ metrics: [name as MetricName] }))
  })
})
