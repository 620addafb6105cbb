import type { Logs } from '../callbacks/callback.ts'
import type { Batch } from '../datasets/dataset.ts'
import type { Random } from '../random.ts'
import { applyGradients, type OptimizerStates } from './apply-gradients.ts'
import type { Compiled } from './compile.ts'
import { measure } from './measure.ts'
import type { BuiltLayer } from './model-layers.ts'
import { backwardPass, forwardPass, totalPenalty } from './passes.ts'

/** All that a step of training changes. @internal */
export type TrainingState = { layers: readonly BuiltLayer[]; states: OptimizerStates }

/**
 * Forward, loss, backward, one step of the optimizer.
 *
 * @param random what dropout draws from
 * @returns the state after the step, and what was measured before it
 * @internal
 */
export function trainBatch(
  { layers, states }: TrainingState,
  { x, y }: Batch,
  compiled: Compiled,
  { learningRate, random }: { learningRate: number; random: Random },
): TrainingState & { logs: Logs } {
  const { output, caches, updates } = forwardPass(layers, x, { training: true, random })
  const logs = measure(compiled, totalPenalty(layers), output, y)
  const gradients = backwardPass(layers, caches, compiled.loss.gradient(output, y))
  const stepped = applyGradients(layers, gradients, compiled.optimizer, states, learningRate)
  return {
    layers: stepped.layers.map((built, index) => ({ ...built, weights: { ...built.weights, ...updates[index] } })),
    states: stepped.states,
    logs,
  }
}
