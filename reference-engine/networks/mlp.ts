import { ArgumentError } from '../argument-error.ts'
import { formatValue } from '../expect-argument.ts'
import { dense, denseBackward, type DenseParameters } from '../ops/dense.ts'
import { relu, reluBackward } from '../ops/relu.ts'
import type { Tensor } from '../tensor.ts'

/** `activations[0]` is x, `activations[i]` what layer i gave (after its ReLU), the last one the output. */
export type MlpCache = { activations: Tensor[] }

/**
 * Dense layers with ReLU between them and none after the last.
 *
 * @param x [N, inputs of the first layer]
 * @returns [N, outputs of the last layer]
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError unless there is at least one layer
 */
export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  expectLayers('mlpForward', layers)
  return mlpForwardWithCache(layers, x).activations[layers.length]
}

/** As `mlpForward`, keeping every layer's activation for `mlpBackward`; throws as it does. */
export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  expectLayers('mlpForwardWithCache', layers)
  const activations = [x]
  layers.forEach((layer, index) => {
    const z = dense(activations[index], layer)
    activations.push(index === layers.length - 1 ? z : relu(z))
  })
  return { activations }
}

/**
 * Back-propagation: from the last layer to the first, each layer's dX is the dOut of the one before it. relu'(z) is read off
 * the activation, which is greater than 0 exactly where z is.
 *
 * @param cache what `mlpForwardWithCache` gave for the same layers
 * @param dOut gradient of the loss with respect to the output
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError unless there is at least one layer, and the cache is of as many
 */
export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  expectLayers('mlpBackward', layers)
  expectCache(cache, layers.length)
  const gradients: DenseParameters[] = []
  let dActivation = dOut
  for (let index = layers.length - 1; index >= 0; index--) {
    const isLast = index === layers.length - 1
    const dZ = isLast ? dActivation : reluBackward(dActivation, cache.activations[index + 1])
    const backward = denseBackward(dZ, cache.activations[index], layers[index])
    gradients.unshift(backward.gradients)
    dActivation = backward.dX
  }
  return { dX: dActivation, gradients }
}

function expectLayers(functionName: string, layers: unknown): void {
  if (Array.isArray(layers) && layers.length > 0) return
  const received = Array.isArray(layers) ? 'none' : formatValue(layers)
  throw new ArgumentError(functionName, 'layers', 'an array of at least one { weights, bias }', received)
}

function expectCache(cache: unknown, layers: number): void {
  const activations =
    typeof cache === 'object' && cache !== null && 'activations' in cache ? cache.activations : undefined
  if (Array.isArray(activations) && activations.length === layers + 1) return
  const received = Array.isArray(activations) ? `${activations.length}` : formatValue(activations)
  throw new ArgumentError('mlpBackward', 'cache.activations', `${layers + 1} tensors for ${layers} layers`, received)
}
