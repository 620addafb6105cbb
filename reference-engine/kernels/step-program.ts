import type { Loss } from '../losses/loss.ts'
import type { Optimizer } from '../optimizers/optimizer.ts'
import type { BuiltLayer } from '../training/model-layers.ts'
import { sizeOf, type TensorData } from '../tensor.ts'
import type { Arena } from './arena.ts'
import { createBuilder, type Builder, type HostInput, type Parameter, type Slot, type StepParts } from './builder.ts'
import type { Instruction } from './instruction.ts'
import { bytesOf, numbersAt, type Kernels, type Program } from './kernels.ts'
import type { LoweredLayer } from './lowering/lowering.ts'
import type { ModelMemory } from './model-memory.ts'
import { mostPieces, piecesOf, rangeOf, type Piece } from './pieces.ts'

/** A step on batches of one size: what is written before `program` runs, and what is read after it. */
export type Step = {
  readonly program: Program
  /** [N, ...] without gaps, as is the output. */
  readonly x: TensorData
  readonly output: TensorData
  readonly outputShape: readonly number[]
}

export type TrainingStep = Step & {
  /** Class numbers, or numbers as the output has. */
  readonly target: TensorData
  /** A part of the loss for each piece, and the penalties: added up, the loss. Zeros before a step. */
  readonly losses: Float64Array
  /** What the optimizer's kernel reads. */
  readonly numbers: Float64Array
  readonly masks: readonly { numbers: TensorData; fill: HostInput['fill'] }[]
}

type Model = { kernels: Kernels; arena: Arena; layers: readonly BuiltLayer[]; memory: ModelMemory }

/** The forward pass as it is after training. */
export function inferenceStep(model: Model, samples: number): Step {
  const parts = stepParts(model, samples, false)
  const ends = batchEnds(model, samples)
  const lists = eachPiece(model, parts, (piece, builder) => {
    const { output } = lowerLayers(model, builder, ends.inputOf(piece), piece)
    copyOutput(builder, output, ends.outputAt(piece))
  })
  return { ...ends.views, program: model.kernels.load([preparation(model.kernels, parts), lists]) }
}

/** Forward, loss, backward and one step of the optimizer. */
export function trainingStep(model: Model, samples: number, loss: Loss, optimizer: Optimizer): TrainingStep {
  const { kernels, arena, memory } = model
  const parts = stepParts(model, samples, true)
  const ends = batchEnds(model, samples)
  const target = targetOf(model, loss, ends.views.outputShape)
  const losses = doubles(arena, mostPieces + 1)
  const numbers = doubles(arena, 8)
  const gradients = arena.allocate(mostPieces * blockBytes(model))
  const lists = eachPiece(model, parts, (piece, builder, index) => {
    const own = gradients + index * blockBytes(model)
    builder.emit('clear', own, blockBytes(model))
    const { output, backward } = lowerLayers(model, builder, ends.inputOf(piece), piece, own)
    copyOutput(builder, output, ends.outputAt(piece))
    const dOut = builder.slotLike(output)
    const rows = [piece.samples * output.pixels, output.columns]
    const place = [output.address, output.pitch * builder.numberBytes, target.at(piece), dOut.address]
    builder.emit(loss.kernel ?? '', ...place, ...rows, target.share, losses.address + index * 8)
    backward(dOut, false)
  })
  const phases = [
    preparation(kernels, parts),
    lists,
    sumOfPieces(model, gradients, piecesOf(samples).length),
    penalties(model, gradients, losses.address + mostPieces * 8),
    optimizerStep(model, gradients, optimizer, numbers.address),
  ]
  return {
    ...ends.views,
    program: kernels.load(phases.filter((phase) => phase.some((list) => list.length > 0))),
    target: target.view,
    losses: losses.view,
    numbers: numbers.view,
    masks: parts.hostInputs.map(({ slot, fill }) => ({
      numbers: numbersAt(kernels, slot.address, samples * slot.pixels * slot.pitch),
      fill,
    })),
  }

  function blockBytes(of: Model): number {
    return of.memory.size * bytesOf(kernels.dtype)
  }

  function sumOfPieces(of: Model, start: number, pieces: number): Instruction[][] {
    return byThread(of, (offset, count): Instruction[] => {
      const from = start + blockBytes(of) + offset
      return pieces === 1 ? [] : [['sumPieces', start + offset, from, blockBytes(of), pieces - 1, count]]
    })
  }

  function optimizerStep(of: Model, start: number, { kernel }: Optimizer, at: number): Instruction[][] {
    return byThread(of, (offset, count): Instruction[] => {
      const states = (kernel?.tensors ?? []).map((tensor) => memory.states[tensor] + offset)
      return [[kernel?.name ?? '', memory.weights + offset, start + offset, ...states, count, at]]
    })
  }
}

/** A range of the model's block for each thread, in whole panels. */
function byThread(
  { kernels, memory }: Model,
  instructions: (offsetBytes: number, count: number) => Instruction[],
): Instruction[][] {
  const panelColumns = 32 / bytesOf(kernels.dtype)
  return Array.from({ length: kernels.threads }, (_, thread) => {
    const { first, last } = rangeOf(memory.size / panelColumns, thread, kernels.threads)
    return instructions(first * 32, (last - first) * panelColumns)
  })
}

function penalties({ kernels, memory, layers }: Model, gradients: number, loss: number): Instruction[][] {
  const numberBytes = bytesOf(kernels.dtype)
  const list = memory.placed.flatMap(({ name, packed, start }): Instruction[] => {
    const [layer, weight] = splitName(name)
    const regularizer = layers.find((built) => built.name === layer)?.layer.regularizers?.[weight]
    if (!regularizer) return []
    const count = packed.packedRows * packed.packedColumns
    const places = [memory.weights + start * numberBytes, gradients + start * numberBytes]
    return [['penalty', ...places, count, regularizer.l1, regularizer.l2, loss]]
  })
  return onFirstThread(kernels, list)
}

function splitName(name: string): [string, string] {
  const slash = name.lastIndexOf('/')
  return [name.slice(0, slash), name.slice(slash + 1)]
}

/** Whole instructions in turn to one thread after another. */
function preparation(kernels: Kernels, { prepared }: StepParts): Instruction[][] {
  const all = [...prepared.values()]
  return Array.from({ length: kernels.threads }, (_, thread) =>
    all.filter((_instruction, index) => index % kernels.threads === thread),
  )
}

function onFirstThread(kernels: Kernels, list: Instruction[]): Instruction[][] {
  return Array.from({ length: kernels.threads }, (_, thread) => (thread === 0 ? list : []))
}

function stepParts({ kernels, arena }: Model, samples: number, training: boolean): StepParts {
  return {
    kernels,
    arena,
    training,
    samplesOfBatch: samples,
    samplesOfLargestPiece: piecesOf(samples)[0].samples,
    prepared: new Map(),
    sharedNumbers: new Map(),
    hostInputs: [],
  }
}

/** A list of instructions for each thread; its pieces share the room that they work in. */
function eachPiece(
  { kernels, arena }: Model,
  parts: StepParts,
  lower: (piece: Piece, builder: Builder, index: number) => void,
): Instruction[][] {
  const pieces = piecesOf(parts.samplesOfBatch)
  return Array.from({ length: kernels.threads }, (_, thread) => {
    const list: Instruction[] = []
    const given: number[] = []
    pieces.forEach((piece, index) => {
      if (index % kernels.threads !== thread) return
      let next = 0
      const transient = (bytes: number): number => {
        if (next === given.length) given.push(arena.allocate(bytes))
        return given[next++]
      }
      lower(piece, createBuilder(parts, list, piece, transient), index)
    })
    return list
  })
}

/** The layers one after another, on one piece. */
function lowerLayers(
  { kernels, layers, memory }: Model,
  builder: Builder,
  input: Slot,
  _piece: Piece,
  gradients = 0,
): LoweredLayer {
  const numberBytes = bytesOf(kernels.dtype)
  const parameters = Object.fromEntries(
    memory.placed.map(({ name, packed, start }): [string, Parameter] => {
      const offset = start * numberBytes
      return [name, { value: memory.weights + offset, gradient: gradients + offset, packed }]
    }),
  )
  const lowered: LoweredLayer[] = []
  let output = input
  for (const { name, layer, weights } of layers) {
    if (!layer.lowering) throw new Error(`${name} has no kernels`)
    const own = Object.fromEntries(Object.keys(weights).map((weight) => [weight, parameters[`${name}/${weight}`]]))
    const next = layer.lowering.lower(builder, output, own)
    lowered.push(next)
    output = next.output
  }
  return {
    output,
    backward(dOut, wantsInput) {
      let upstream: Slot | undefined = dOut
      for (let index = lowered.length - 1; index >= 0 && upstream; index--) {
        const wanted = wantsInput || layers.slice(0, index).some(({ weights }) => Object.keys(weights).length > 0)
        upstream = lowered[index].backward(upstream, wanted)
      }
      return upstream
    },
  }
}

/** Where a batch comes in and goes out, sample after sample without gaps. */
function batchEnds({ kernels, arena, layers }: Model, samples: number) {
  const { inputShape } = layers[0]
  const { outputShape } = layers[layers.length - 1]
  const numberBytes = bytesOf(kernels.dtype)
  const x = arena.allocate(samples * sizeOf(inputShape) * numberBytes)
  const output = arena.allocate(samples * sizeOf(outputShape) * numberBytes)
  const columns = inputShape[inputShape.length - 1]
  const pixels = sizeOf(inputShape.slice(0, -1))
  return {
    views: {
      x: numbersAt(kernels, x, samples * sizeOf(inputShape)),
      output: numbersAt(kernels, output, samples * sizeOf(outputShape)),
      outputShape: [samples, ...outputShape],
    },
    inputOf: ({ firstSample }: Piece): Slot => {
      const address = x + firstSample * sizeOf(inputShape) * numberBytes
      return { address, shape: inputShape, pixels, columns, pitch: columns }
    },
    outputAt: ({ firstSample }: Piece) => output + firstSample * sizeOf(outputShape) * numberBytes,
  }
}

function copyOutput(builder: Builder, output: Slot, to: number): void {
  const rowBytes = output.columns * builder.numberBytes
  const rows = builder.samples * output.pixels
  builder.emit('copyRows', output.address, output.pitch * builder.numberBytes, to, rowBytes, rowBytes, rows)
}

function targetOf({ kernels, arena }: Model, { sparse }: Loss, outputShape: readonly number[]) {
  const size = sizeOf(outputShape)
  const rows = size / outputShape[outputShape.length - 1]
  const count = sparse ? rows : size
  const bytes = sparse ? Int32Array.BYTES_PER_ELEMENT : bytesOf(kernels.dtype)
  const address = arena.allocate(count * bytes)
  const ofSample = count / outputShape[0]
  return {
    view: sparse
      ? (new Int32Array(arena.memory.buffer, address, count) as TensorData)
      : numbersAt(kernels, address, count),
    share: 1 / count,
    at: ({ firstSample }: Piece) => address + firstSample * ofSample * bytes,
  }
}

function doubles(arena: Arena, count: number): { address: number; view: Float64Array } {
  const address = arena.allocate(count * Float64Array.BYTES_PER_ELEMENT)
  return { address, view: new Float64Array(arena.memory.buffer, address, count) }
}
