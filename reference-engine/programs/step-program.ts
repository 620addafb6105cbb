import type { OptimizerKernel } from '../optimizers/optimizer.ts'
import type { TensorData } from '../tensor.ts'
import type { Arena } from '../kernels/arena.ts'
import type { HostInput } from '../kernels/builder.ts'
import type { Instruction } from '../kernels/instruction.ts'
import { bytesOf, numbersAt, type Program } from '../kernels/kernels.ts'
import { copyPixels } from '../kernels/lowering/copies.ts'
import { mostPieces, type Piece } from '../kernels/pieces.ts'
import {
  batchTensor,
  blockBytes,
  eachPiece,
  eachRange,
  lowerLayers,
  preparation,
  stepParts,
  sumOfPieces,
  type BatchTensor,
  type Lists,
  type PlacedModel,
} from './step-parts.ts'

/** A step on batches of one size: `x` is written before the program runs, `output` is read after it. @internal */
export type Step = {
  readonly program: Program
  readonly x: BatchTensor
  readonly output: BatchTensor
  /** Gives back the memory that it works in. */
  release(): void
}

/** @internal */
export type TrainingStep = Step & {
  /** Class numbers, or numbers as the output has; written before. */
  readonly target: TensorData
  /** A part of the loss for each piece, and the penalties: added up, the loss. Zeros before. */
  readonly losses: Float64Array
  /** What the optimizer's kernel reads; written before. */
  readonly numbers: Float64Array
  readonly masks: readonly { numbers: TensorData; fill: HostInput['fill'] }[]
}

/** The kernel of a loss; `sparse` where targets are class numbers. @internal */
export type LossKernel = { kernel: string; sparse?: boolean }

/** The forward pass as it is after training. @internal */
export function inferenceStep(placed: PlacedModel, samples: number): Step {
  const model = withOwnArena(placed)
  const parts = stepParts(model, samples, false)
  const { x, output } = batchEnds(model, samples)
  const pieces = eachPiece(model, parts, (piece, builder) => {
    const lowered = lowerLayers(model, builder, x.slotOf(piece))
    copyPixels(builder, lowered.output, output.slotOf(piece))
  })
  const program = model.kernels.load(withWork([preparation(model, parts), pieces]))
  return { x, output, program, release: () => release(model, program) }
}

/** Forward, loss, backward and one step of the optimizer. @internal */
export function trainingStep(
  placed: PlacedModel,
  samples: number,
  loss: LossKernel,
  optimizer: OptimizerKernel,
): TrainingStep {
  const model = withOwnArena(placed)
  const { kernels, arena } = model
  const parts = stepParts(model, samples, true)
  const { x, output } = batchEnds(model, samples)
  const target = targetOf(model, loss, output.shape)
  const losses = doubles(arena, mostPieces + 1)
  const numbers = doubles(arena, 8)
  const gradients = arena.allocate(mostPieces * blockBytes(model))
  const pieces = eachPiece(model, parts, (piece, builder, index) => {
    const own = gradients + index * blockBytes(model)
    builder.emit('clear', own, blockBytes(model))
    const lowered = lowerLayers(model, builder, x.slotOf(piece), own)
    copyPixels(builder, lowered.output, output.slotOf(piece))
    const { address, pixels, columns, pitch } = lowered.output
    const dOut = builder.slotLike(lowered.output)
    const places = [address, pitch * builder.numberBytes, target.at(piece), dOut.address]
    const rows = [piece.samples * pixels, columns]
    builder.emit(loss.kernel, ...places, ...rows, target.share, losses.address + index * 8)
    lowered.backward(dOut, false)
  })
  const phases = [
    preparation(model, parts),
    pieces,
    sumOfPieces(model, gradients, samples),
    penalties(model, gradients, losses.address + mostPieces * 8),
    optimizerStep(model, gradients, optimizer, numbers.address),
  ]
  const program = kernels.load(withWork(phases))
  return {
    x,
    output,
    program,
    release: () => release(model, program),
    target: target.data,
    losses: losses.view,
    numbers: numbers.view,
    masks: parts.hostInputs.map(({ slot: { address, pixels, pitch }, fill }) => ({
      numbers: numbersAt(kernels, address, samples * pixels * pitch),
      fill,
    })),
  }
}

/** Weights stay where they are; what the step works in can be given back by itself. */
function withOwnArena(model: PlacedModel): PlacedModel {
  return { ...model, arena: model.kernels.arena.branch() }
}

function release({ arena }: PlacedModel, program: Program): void {
  program.release()
  arena.release()
}

/** Without the phases in which no thread has anything to do. */
function withWork(phases: readonly Lists[]): Lists[] {
  return phases.filter((phase) => phase.some((list) => list.length > 0))
}

/** Penalties on the weights, by the first thread. @param loss where their sum goes */
function penalties({ kernels, memory, layers }: PlacedModel, gradients: number, loss: number): Lists {
  const numberBytes = bytesOf(kernels.dtype)
  const instructions = memory.placed.flatMap(({ layer, weight, packed, start }): Instruction[] => {
    const regularizer = layers.find(({ name }) => name === layer)?.layer.regularizers?.[weight]
    if (!regularizer) return []
    const places = [memory.weights, gradients].map((block) => block + start * numberBytes)
    const { l1, l2 } = regularizer
    return [['penalty', ...places, packed.packedRows * packed.packedColumns, l1, l2, loss]]
  })
  return Array.from({ length: kernels.threads }, (_, thread) => (thread === 0 ? instructions : []))
}

function optimizerStep(model: PlacedModel, gradients: number, kernel: OptimizerKernel, numbers: number): Lists {
  const { weights, states } = model.memory
  return eachRange(model, (offset, count) => {
    const remembered = kernel.tensors.map((tensor) => states[tensor] + offset)
    return [kernel.name, weights + offset, gradients + offset, ...remembered, count, numbers]
  })
}

function batchEnds(model: PlacedModel, samples: number): { x: BatchTensor; output: BatchTensor } {
  const { layers } = model
  return {
    x: batchTensor(model, samples, layers[0].inputShape),
    output: batchTensor(model, samples, layers[layers.length - 1].outputShape),
  }
}

/** @returns `share`: what one row counts of the loss where targets are classes, else one number */
function targetOf({ kernels, arena }: PlacedModel, { sparse }: LossKernel, outputShape: readonly number[]) {
  const size = outputShape.reduce((product, extent) => product * extent, 1)
  const count = sparse ? size / outputShape[outputShape.length - 1] : size
  const bytes = sparse ? Int32Array.BYTES_PER_ELEMENT : bytesOf(kernels.dtype)
  const address = arena.allocate(count * bytes)
  const labels = () => new Int32Array(arena.memory.buffer, address, count) as TensorData
  const sampleBytes = (count / outputShape[0]) * bytes
  return {
    data: sparse ? labels() : numbersAt(kernels, address, count),
    share: 1 / count,
    at: ({ firstSample }: Piece) => address + firstSample * sampleBytes,
  }
}

function doubles(arena: Arena, count: number): { address: number; view: Float64Array } {
  const address = arena.allocate(count * Float64Array.BYTES_PER_ELEMENT)
  return { address, view: new Float64Array(arena.memory.buffer, address, count) }
}
