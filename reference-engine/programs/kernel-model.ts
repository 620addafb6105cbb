import { ShapeError } from '../shape-error.ts'
import { formatShape, sameShape } from '../expect-shape.ts'
import type { Random } from '../random.ts'
import type { Loss } from '../losses/loss.ts'
import { zeros, type Tensor, type TensorData } from '../tensor.ts'
import type { OptimizerStates } from '../training/apply-gradients.ts'
import type { Compiled } from '../training/compile.ts'
import type { BuiltLayer } from '../training/model-layers.ts'
import { namedWeights, withWeights } from '../training/weight-names.ts'
import type { Kernels } from '../kernels/kernels.ts'
import { modelMemory } from './model-memory.ts'
import { inferenceStep, trainingStep, type Step, type TrainingStep } from './step-program.ts'

/** A model whose weights, and what its optimizer remembers, live in the kernels' memory. @internal */
export interface KernelModel {
  /**
   * Forward, loss, backward and one step of the optimizer. Once it has seen a batch of a size, another one allocates nothing but what it
   * returns.
   *
   * @param stepsBefore how many have been done
   * @param random what dropout draws from
   * @returns the loss before the step, penalties included; `output` copies what the model gave
   */
  trainBatch(
    x: Tensor,
    y: Tensor,
    options: { learningRate: number; stepsBefore: number; random: Random },
  ): { loss: number; output(): Tensor }
  /** @returns the outputs for x, [N, ...] */
  infer(x: Tensor): Tensor
  /** The layers with their weights as they are now. */
  layers(): BuiltLayer[]
  states(stepsDone: number): OptimizerStates
  load(layers: readonly BuiltLayer[], states: OptimizerStates): void
  /** Gives its memory back. */
  release(): void
}

/** Why there are no kernels for a model; undefined where there are. @internal */
export function withoutKernels(
  kernels: Kernels,
  layers: readonly BuiltLayer[],
  compiled: Compiled | null,
): string | undefined {
  for (const { name, layer, weights } of layers) {
    if (!layer.lowering) return `${name} (${layer.className}) has none`
    const other = Object.values(weights).find(({ dtype }) => dtype !== kernels.dtype)
    if (other) return `the weights of ${name} are ${other.dtype}, and they are for ${kernels.dtype}`
  }
  if (!compiled) return undefined
  const { loss, optimizer } = compiled
  if (!loss.kernel) return `the loss ${loss.name} has none`
  if (!optimizer.kernel) return `the optimizer ${optimizer.name} has none`
  if (Object.values(optimizer.clipping).some((bound) => bound !== undefined)) return 'clipping has none'
  return undefined
}

/** Puts a model into the kernels' memory. @throws ArgumentError when its weights are of another dtype than the kernels @internal */
export function kernelModel(kernels: Kernels, built: readonly BuiltLayer[], compiled: Compiled | null): KernelModel {
  const arena = kernels.arena.branch()
  const optimizer = compiled?.optimizer ?? null
  const memory = modelMemory(kernels, arena, built, optimizer)
  const model = { kernels, arena, layers: built, memory }
  const inferenceSteps = new Map<number, Step>()
  const trainingSteps = new Map<number, TrainingStep>()
  const outputOf = ({ output: { shape, data } }: Step): Tensor => ({ shape, dtype: kernels.dtype, data: data.slice() })

  return {
    trainBatch(x, y, { learningRate, stepsBefore, random }) {
      if (!compiled) throw new Error('a model is compiled before it is trained')
      const { loss, optimizer: stepper } = compiled
      const step = known(trainingSteps, x.shape[0], (samples) => trainingStep(model, samples, loss, stepper))
      step.x.data.set(x.data)
      writeTarget(step, y, loss)
      step.losses.fill(0)
      stepper.kernel?.write(step.numbers, learningRate, stepsBefore)
      for (let index = 0; index < step.masks.length; index++) step.masks[index].fill(step.masks[index].numbers, random)
      step.program.run()
      let total = 0
      for (let index = 0; index < step.losses.length; index++) total += step.losses[index]
      return { loss: total, output: () => outputOf(step) }
    },
    infer(x) {
      const step = known(inferenceSteps, x.shape[0], (samples) => inferenceStep(model, samples))
      step.x.data.set(x.data)
      step.program.run()
      return outputOf(step)
    },
    layers: () => withWeights('Sequential', built, memory.readWeights()),
    states: (stepsDone) => memory.readStates(stepsDone),
    load(layers, states) {
      memory.writeWeights(namedWeights(layers))
      memory.writeStates(states)
    },
    release: () => arena.release(),
  }
}

function known<Value>(made: Map<number, Value>, samples: number, make: (samples: number) => Value): Value {
  const found = made.get(samples)
  if (found !== undefined) return found
  const value = make(samples)
  made.set(samples, value)
  return value
}

/** @throws ShapeError or ArgumentError, as the loss does where it is computed by ops, when the target doesn't fit the output */
function writeTarget({ target, output }: TrainingStep, y: Tensor, loss: Loss): void {
  const rows = output.shape.slice(0, -1)
  const fits = loss.sparse
    ? (sameShape(y.shape, rows) || sameShape(y.shape, [...rows, 1])) && areClasses(y.data, output.shape.at(-1) ?? 0)
    : sameShape(y.shape, output.shape)
  if (!fits) {
    loss.value(zeros(output.shape), y)
    throw new ShapeError('trainOnBatch', 'y', `${formatShape(output.shape)}, as the output`, formatShape(y.shape))
  }
  target.set(y.data)
}

function areClasses(labels: TensorData, classes: number): boolean {
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index]
    if (!Number.isInteger(label) || label < 0 || label >= classes) return false
  }
  return true
}
