import type { Layer } from '../layers/layer.ts'
import type { LossName } from '../losses/loss-by-name.ts'
import type { MetricName } from '../metrics/metric-by-name.ts'
import { optimizerByName, type OptimizerName } from '../optimizers/optimizer-by-name.ts'
import { Sequential } from '../sequential.ts'
import { FileFormatError } from './file-format-error.ts'
import type { ModelTopology } from './model-topology.ts'

/** Makes a layer from the options that a saved model holds; the layer itself checks them. */
export type LayerMaker = (config: never) => Layer

/**
 * Makes the model that `JSON.stringify(model)` wrote; its weights are those that a new one begins with, until `loadWeights`.
 *
 * @param file what messages call it
 * @param ownLayers makers of layers that are not the engine's, by class name
 * @throws FileFormatError when the text is damaged or names what there is not
 */
export async function modelFromJson(
  text: string,
  file = 'the model',
  ownLayers: { readonly [className: string]: LayerMaker } = {},
): Promise<Sequential> {
  const topology = parseTopology(text, file)
  try {
    const layers = await Promise.all(
      topology.layers.map(async ({ className, config }) => {
        const own = Object.hasOwn(ownLayers, className) ? ownLayers[className] : undefined
        return (own ?? (await engineLayer(className)))(config as never)
      }),
    )
    const model = new Sequential({ name: topology.name, seed: topology.seed, layers })
    if (topology.compile) {
      const { optimizer, loss, metrics } = topology.compile
      model.compile({
        optimizer: optimizerByName(optimizer.name as OptimizerName, optimizer.config),
        loss: loss as LossName,
        metrics: metrics as MetricName[],
      })
    }
    return model
  } catch (error) {
    throw new FileFormatError(file, error instanceof Error ? error.message : String(error))
  }
}

/** A layer is found by its class name: `MaxPooling2D` is the function `maxPooling2d` of `layers/max-pooling2d.ts`. */
async function engineLayer(className: string): Promise<LayerMaker> {
  const words = className.replace(/(.)([A-Z][a-z]+)/g, '$1-$2').replace(/([a-z])([A-Z])/g, '$1-$2')
  const fileName = words.toLowerCase()
  const functionName = fileName.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  // So that no path leads out of the folder.
  const exported = /^[A-Z][A-Za-z0-9]*$/.test(className) ? await exportsOf(fileName) : {}
  const made = Object.hasOwn(exported, functionName) ? exported[functionName] : undefined
  if (typeof made !== 'function') throw new Error(`there is no layer ${className}`)
  return made as LayerMaker
}

/** Nothing where there is no such file. */
async function exportsOf(fileName: string): Promise<{ readonly [name: string]: unknown }> {
  try {
    return (await import(`../layers/${fileName}.ts`)) as { [name: string]: unknown }
  } catch {
    return {}
  }
}

function parseTopology(text: string, file: string): ModelTopology {
  let topology: unknown
  try {
    topology = JSON.parse(text)
  } catch {
    throw new FileFormatError(file, 'it is no JSON')
  }
  const { format, version, name, seed, layers, compile } = isRecord(topology) ? topology : {}
  if (format !== 'grade-descent model' || version !== 1) {
    throw new FileFormatError(file, "a 'grade-descent model' of version 1 expected")
  }
  expectPart(file, 'name', 'a text', name, typeof name === 'string')
  expectPart(file, 'seed', 'a text', seed, typeof seed === 'string')
  expectPart(file, 'layers', 'a list of one or more { className, config: { name } }', layers, isLayers(layers))
  expectPart(
    file,
    'compile',
    '{ optimizer: { name, config }, loss, metrics } or null',
    compile,
    compile === null || isCompile(compile),
  )
  return topology as ModelTopology
}

function expectPart(file: string, part: string, expected: string, received: unknown, holds: boolean): void {
  if (!holds) throw new FileFormatError(file, `${part} must be ${expected}; got ${JSON.stringify(received)}`)
}

function isLayers(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isLayer)
}

function isLayer(value: unknown): boolean {
  if (!isRecord(value) || typeof value.className !== 'string' || !isRecord(value.config)) return false
  return typeof value.config.name === 'string'
}

function isCompile(value: unknown): boolean {
  if (!isRecord(value)) return false
  const { optimizer, loss, metrics } = value
  const knows = isRecord(optimizer) && typeof optimizer.name === 'string' && isRecord(optimizer.config)
  return (
    knows && typeof loss === 'string' && Array.isArray(metrics) && metrics.every((metric) => typeof metric === 'string')
  )
}

function isRecord(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
