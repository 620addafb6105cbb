import { ArgumentError } from '../argument-error.ts'
import type { Layer, Weights } from '../layers/layer.ts'
import { Random } from '../random.ts'

/** A layer in its model: named, and with weights for the shape of its input. Shapes are those of one sample. @internal */
export type BuiltLayer = {
  readonly name: string
  readonly layer: Layer
  readonly inputShape: readonly number[]
  readonly outputShape: readonly number[]
  readonly weights: Weights
}

/**
 * Each layer's own name, else that of its class and a number, as in Keras: dense, dense_1, max_pooling2d.
 *
 * @throws ArgumentError when two have the same
 * @internal
 */
export function nameLayers(layers: readonly Layer[]): string[] {
  const given = new Set<string>()
  for (const { config } of layers) {
    if (config.name === undefined) continue
    if (given.has(config.name))
      throw new ArgumentError('Sequential', 'name', 'unique for each layer', `'${config.name}' twice`)
    given.add(config.name)
  }
  const counts = new Map<string, number>()
  return layers.map(({ className, config }) => config.name ?? freeName(snakeCase(className), counts, given))
}

/**
 * Weights for all layers, each drawn from a seed of its own: changing one layer does not change what the others begin with.
 *
 * @throws ShapeError when a layer can't take what the one before it gives
 * @internal
 */
export function buildLayers(layers: readonly Layer[], inputShape: readonly number[], seed: string): BuiltLayer[] {
  const names = nameLayers(layers)
  let shape = inputShape
  return layers.map((layer, index) => {
    const random = new Random(`${seed}/weights of layer ${index}`)
    const { weights, outputShape } = layer.build(shape, random)
    const built = { name: names[index], layer, inputShape: shape, outputShape, weights }
    shape = outputShape
    return built
  })
}

function freeName(base: string, counts: Map<string, number>, taken: ReadonlySet<string>): string {
  for (;;) {
    const count = counts.get(base) ?? 0
    counts.set(base, count + 1)
    const name = count === 0 ? base : `${base}_${count}`
    if (!taken.has(name)) return name
  }
}

function snakeCase(className: string): string {
  const words = className.replace(/(.)([A-Z][a-z]+)/g, '$1_$2').replace(/([a-z])([A-Z])/g, '$1_$2')
  return words.toLowerCase()
}
