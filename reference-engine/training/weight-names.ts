import { ArgumentError } from '../argument-error.ts'
import { expectShape } from '../expect-shape.ts'
import type { Weights } from '../layers/layer.ts'
import { sizeOf } from '../tensor.ts'
import type { BuiltLayer } from './model-layers.ts'
import { mapWeights } from './passes.ts'

/** All weights of a model as `layer/weight`, in the order of the layers. @internal */
export function namedWeights(layers: readonly BuiltLayer[]): Weights {
  return Object.fromEntries(
    layers.flatMap(({ name, weights }) =>
      Object.entries(weights).map(([weight, tensor]) => [`${name}/${weight}`, tensor] as const),
    ),
  )
}

/**
 * The layers with these weights.
 *
 * @param weights as `namedWeights` gives them, all of them and no others
 * @throws ArgumentError when names differ, ShapeError when a shape does
 * @internal
 */
export function withWeights(functionName: string, layers: readonly BuiltLayer[], weights: Weights): BuiltLayer[] {
  const own = namedWeights(layers)
  const missing = Object.keys(own).filter((name) => !Object.hasOwn(weights, name))
  const unknown = Object.keys(weights).filter((name) => !Object.hasOwn(own, name))
  if (missing.length > 0 || unknown.length > 0) {
    const received = [...missing.map((name) => `no ${name}`), ...unknown.map((name) => `an unknown ${name}`)]
    throw new ArgumentError(
      functionName,
      'weights',
      `those of the model: ${Object.keys(own).join(', ')}`,
      received.join(', '),
    )
  }
  for (const [name, weight] of Object.entries(own)) {
    expectShape(functionName, name, weights[name], weight.shape)
    if (weights[name].dtype === 'int32') throw new ArgumentError(functionName, name, 'float32 or float64', 'int32')
  }
  return layers.map((built) => ({
    ...built,
    weights: mapWeights(built.weights, (_, name) => weights[`${built.name}/${name}`]),
  }))
}

/** How many numbers the weights of a layer hold, and how many of them are trained. @internal */
export function countWeights({ layer, weights }: BuiltLayer): { all: number; trainable: number } {
  const sizes = Object.entries(weights).map(([name, weight]) => ({ name, size: sizeOf(weight.shape) }))
  const total = (of: typeof sizes) => of.reduce((sum, { size }) => sum + size, 0)
  return { all: total(sizes), trainable: total(sizes.filter(({ name }) => !layer.nonTrainable?.includes(name))) }
}
