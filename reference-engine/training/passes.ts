import type { LayerContext, Weights } from '../layers/layer.ts'
import { add } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'
import type { BuiltLayer } from './model-layers.ts'

/** What the forward pass leaves for the backward pass, and the new values of non-trainable weights, a layer each. @internal */
export type ForwardPass = { output: Tensor; caches: unknown[]; updates: Weights[] }

/** From the first layer to the last. @throws ShapeError when x doesn't fit @internal */
export function forwardPass(layers: readonly BuiltLayer[], x: Tensor, context: LayerContext): ForwardPass {
  const caches: unknown[] = []
  const updates: Weights[] = []
  let output = x
  for (const { layer, weights } of layers) {
    const step = layer.forward(output, weights, context)
    output = step.output
    caches.push(step.cache)
    updates.push(step.updates ?? {})
  }
  return { output, caches, updates }
}

/**
 * From the last layer to the first: each layer's dX is the dOut of the one before it.
 *
 * @returns the gradients of the loss with its penalties, a layer each
 * @internal
 */
export function backwardPass(layers: readonly BuiltLayer[], caches: readonly unknown[], dOut: Tensor): Weights[] {
  const gradients: Weights[] = []
  let upstream = dOut
  for (let index = layers.length - 1; index >= 0; index--) {
    const { layer, weights } = layers[index]
    const step = layer.backward(upstream, caches[index], weights)
    gradients.unshift(withPenalties(layers[index], step.gradients))
    upstream = step.dX
  }
  return gradients
}

/** The sum of the penalties on all weights. @internal */
export function totalPenalty(layers: readonly BuiltLayer[]): number {
  return layers.reduce(
    (total, { layer, weights }) =>
      Object.entries(layer.regularizers ?? {}).reduce(
        (sum, [name, regularizer]) => sum + (regularizer?.penalty(weights[name]) ?? 0),
        total,
      ),
    0,
  )
}

function withPenalties({ layer, weights }: BuiltLayer, gradients: Weights): Weights {
  return mapWeights(gradients, (gradient, name) => {
    const regularizer = layer.regularizers?.[name]
    return regularizer ? add(gradient, regularizer.gradient(weights[name])) : gradient
  })
}

/** The same names with other tensors. @internal */
export function mapWeights(weights: Weights, change: (weight: Tensor, name: string) => Tensor): Weights {
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, change(weight, name)]))
}
