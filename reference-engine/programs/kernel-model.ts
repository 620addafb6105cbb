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
export function kernelModel(
  kernels: Kernels,
  built: readonly BuiltLayer[],
  compiled: Compiled | null,
  states: OptimizerStates,
): KernelModel {
  const arena = kernels.arena.branch()
  const optimizer = compiled?.optimizer ?? null
  const memory = modelMemory(kernels, arena, built, optimizer)
  memory.writeWeights(namedWeights(built))
  memory.writeStates(states)
  const model = { kernels, arena, layers: built, memory }
  const inferenceSteps = latestSteps((samples) => inferenceStep(model, samples))
  const trainingSteps = latestSteps((samples): TrainingStep => {
    const kernelsOf = { loss: compiled?.loss.kernel, optimizer: optimizer?.kernel }
    if (!compiled || !kernelsOf.loss || !kernelsOf.optimizer)
      throw new Error('a model is compiled before it is trained')
    const loss = { kernel: kernelsOf.loss, sparse: compiled.loss.sparse }
    return trainingStep(model, samples, loss, kernelsOf.optimizer)
  })
  const outputOf = ({ output: { shape, data } }: Step): Tensor => ({ shape, dtype: kernels.dtype, data: data.slice() })

  return {
    trainBatch(x, y, { learningRate, stepsBefore, random }) {
      const step = trainingSteps.of(x.shape[0])
      step.x.data.set(x.data)
      if (compiled) writeTarget(step, y, compiled.loss)
      step.losses.fill(0)
      optimizer?.kernel?.write(step.numbers, learningRate, stepsBefore)
      for (let index = 0; index < step.masks.length; index++) step.masks[index].fill(step.masks[index].numbers, random)
      step.program.run()
      let total = 0
      for (let index = 0; index < step.losses.length; index++) total += step.losses[index]
      return { loss: total, output: () => outputOf(step) }
    },
    infer(x) {
      const step = inferenceSteps.of(x.shape[0])
      step.x.data.set(x.data)
      step.program.run()
      return outputOf(step)
    },
    layers: () => withWeights('Sequential', built, memory.readWeights()),
    states: (stepsDone) => memory.readStates(stepsDone),
    release() {
      inferenceSteps.release()
      trainingSteps.release()
      arena.release()
    },
  }
}

/** Sizes of batches whose steps are kept: those of training and validation, and their last, short ones. */
const stepsKept = 4

/** A step for each size of batch; of many sizes, those that were used last. */
function latestSteps<Kind extends Step>(
  make: (samples: number) => Kind,
): { of(samples: number): Kind; release(): void } {
  const kept = new Map<number, Kind>()
  let latest: { samples: number; step: Kind } | null = null
  return {
    of(samples) {
      if (latest?.samples === samples) return latest.step
      const known = kept.get(samples)
      // Behind the others again, so that the first is the one that was not used for longest.
      if (known) kept.delete(samples)
      const step = known ?? make(samples)
      kept.set(samples, step)
      latest = { samples, step }
      if (kept.size > stepsKept) {
        const [[size, oldest]] = kept
        oldest.release()
        kept.delete(size)
      }
      return step
    },
    release() {
      for (const step of kept.values()) step.release()
      kept.clear()
      latest = null
    },
  }
}

/** @throws ShapeError or ArgumentError, as the loss does where it is computed by ops, when the target doesn't fit the output */
function writeTarget({ target, output }: TrainingStep, y: Tensor, loss: Loss): void {
  const [samples, classes] = output.shape
  const fits = loss.sparse
    ? output.shape.length === 2 &&
      (sameShape(y.shape, [samples]) || sameShape(y.shape, [samples, 1])) &&
      areClasses(y.data, classes)
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
