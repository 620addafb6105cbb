import type { Weights } from '../layers/layer.ts'
import { clipGradients, type Optimizer, type OptimizerState } from '../optimizers/optimizer.ts'
import type { Tensor } from '../tensor.ts'
import type { BuiltLayer } from './model-layers.ts'

/** An optimizer's state of each weight, by `layer/weight`. */
export type OptimizerStates = { readonly [weight: string]: OptimizerState }

/**
 * One step of the optimizer on every weight that has a gradient.
 *
 * @param gradients a layer each, as `backwardPass` gives them
 * @internal
 */
export function applyGradients(
  layers: readonly BuiltLayer[],
  gradients: readonly Weights[],
  optimizer: Optimizer,
  states: OptimizerStates,
  learningRate: number,
): { layers: BuiltLayer[]; states: OptimizerStates } {
  const names = gradients.map((ofLayer) => Object.keys(ofLayer))
  const clipped = [
    ...clipGradients(
      gradients.flatMap((ofLayer) => Object.values(ofLayer)),
      optimizer.clipping,
    ),
  ]
  const newStates: { [weight: string]: OptimizerState } = {}
  const newLayers = layers.map((built, index) => {
    const changed: { [name: string]: Tensor } = { ...built.weights }
    names[index].forEach((name) => {
      const key = `${built.name}/${name}`
      const weight = built.weights[name]
      const state = states[key] ?? optimizer.initialState(weight)
      const stepped = optimizer.step(weight, clipped.shift() as Tensor, state, learningRate)
      changed[name] = stepped.parameter
      newStates[key] = stepped.state
    })
    return { ...built, weights: changed }
  })
  return { layers: newLayers, states: newStates }
}
