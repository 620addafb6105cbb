import type { LayersModel } from '@tensorflow/tfjs'
import { ArgumentError } from '../argument-error.ts'
import { formatShape, sameShape } from '../expect-shape.ts'
import type { Weights } from '../layers/layer.ts'
import type { Sequential } from '../sequential.ts'
import { ShapeError } from '../shape-error.ts'
import { tensor, type TensorData } from '../tensor.ts'
import type { TensorFlow } from './tensorflow.ts'

/** Copies all weights into a model of the same layers, rounded to float32. @internal */
export function weightsToTensorFlow(tf: TensorFlow, model: Sequential, converted: LayersModel): void {
  const weights = model.getWeights()
  for (const [layer, names] of namesByLayer(weights)) {
    const tensors = names.map((name) => tf.tensor(Float32Array.from(weights[name].data), [...weights[name].shape]))
    converted.getLayer(layer).setWeights(tensors)
    for (const t of tensors) t.dispose()
  }
}

/**
 * Brings the weights that a model of tf.layers has been trained to back into the Sequential it was made from, in the Sequential's
 * dtype.
 *
 * @param trained what `toTensorFlow` gave, or any model with layers of the same names and weights of the same shapes
 * @throws ArgumentError when a layer is missing or has another number of weights, ShapeError when a shape differs; nothing is
 * replaced then
 */
export async function weightsFromTensorFlow(trained: LayersModel, model: Sequential): Promise<void> {
  const own = model.getWeights()
  const weights: { [name: string]: Weights[string] } = {}
  for (const [layer, names] of namesByLayer(own)) {
    const theirs = trained.layers.find(({ name }) => name === layer)?.getWeights()
    if (theirs?.length !== names.length) {
      const expected = `a model whose layer ${layer} has ${names.length} weights, as in the Sequential`
      throw new ArgumentError(
        'weightsFromTensorFlow',
        'trained',
        expected,
        theirs ? `${theirs.length}` : 'no such layer',
      )
    }
    for (const [index, name] of names.entries()) {
      const { shape, dtype } = own[name]
      if (!sameShape(theirs[index].shape, shape)) {
        const received = formatShape(theirs[index].shape)
        throw new ShapeError('weightsFromTensorFlow', name, `of shape ${formatShape(shape)}`, received)
      }
      weights[name] = tensor(Float32Array.from(await theirs[index].data()) as TensorData, shape, dtype)
    }
  }
  model.setWeights(weights)
}

/** `layer/weight` by layer, in Keras' order. */
function namesByLayer(weights: Weights): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const name of Object.keys(weights)) {
    const layer = name.slice(0, name.lastIndexOf('/'))
    found.set(layer, [...(found.get(layer) ?? []), name])
  }
  return found
}
