import type { BuiltLayer } from '../training/model-layers.ts'
import { sizeOf, type TensorData } from '../tensor.ts'
import type { Arena } from '../kernels/arena.ts'
import { createBuilder, type Builder, type Parameter, type Slot, type StepParts } from '../kernels/builder.ts'
import type { Instruction } from '../kernels/instruction.ts'
import { bytesOf, numbersAt, type Kernels, panelColumnsOf } from '../kernels/kernels.ts'
import type { LoweredLayer } from '../kernels/lowering/lowering.ts'
import type { ModelMemory } from './model-memory.ts'
import { piecesOf, rangeOf, type Piece } from '../kernels/pieces.ts'

// What steps are put together from: instructions for each thread, and places in the arena.

/** Layers, and where their weights lie. @internal */
export type PlacedModel = { kernels: Kernels; arena: Arena; layers: readonly BuiltLayer[]; memory: ModelMemory }

/** A list of instructions for each thread. @internal */
export type Lists = Instruction[][]

/** @internal */
export function stepParts({ kernels, arena }: PlacedModel, samples: number, training: boolean): StepParts {
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

/** What every piece of a batch has done to it; pieces of the same thread come after one another and share the room that they work in. @internal */
export function eachPiece(
  { kernels, arena }: PlacedModel,
  parts: StepParts,
  lower: (piece: Piece, builder: Builder, index: number) => void,
): Lists {
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

/** What pieces have asked to be done before them, shared out among the threads. @internal */
export function preparation({ kernels }: PlacedModel, { prepared }: StepParts): Lists {
  const all = [...prepared.values()]
  return Array.from({ length: kernels.threads }, (_, thread) =>
    all.filter((_instruction, index) => index % kernels.threads === thread),
  )
}

/** The layers one after another, on one piece. @param gradients where those of the weights go @internal */
export function lowerLayers(
  { kernels, layers, memory }: PlacedModel,
  builder: Builder,
  input: Slot,
  gradients = 0,
): LoweredLayer {
  const numberBytes = bytesOf(kernels.dtype)
  const parameters = new Map(
    memory.placed.map(({ name, packed, start }): [string, Parameter] => {
      const offset = start * numberBytes
      return [name, { value: memory.weights + offset, gradient: gradients + offset, packed }]
    }),
  )
  const lowered: LoweredLayer[] = []
  let output = input
  for (const { name, layer, weights } of layers) {
    if (!layer.lowering) throw new Error(`${name} has no kernels`)
    const own = Object.keys(weights).map((weight) => [weight, parameters.get(`${name}/${weight}`)])
    const next = layer.lowering.lower(builder, output, Object.fromEntries(own) as { [name: string]: Parameter })
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

/** Bytes of a block with all weights of the model. @internal */
export function blockBytes({ kernels, memory }: PlacedModel): number {
  return memory.size * bytesOf(kernels.dtype)
}

/** Something done to all weights: a range of their block for each thread, in whole panels. @internal */
export function eachRange(
  { kernels, memory }: PlacedModel,
  instruction: (offsetBytes: number, count: number) => Instruction,
): Lists {
  const panelColumns = panelColumnsOf(kernels.dtype)
  return Array.from({ length: kernels.threads }, (_, thread) => {
    const { first, last } = rangeOf(memory.size / panelColumns, thread, kernels.threads)
    return first === last ? [] : [instruction(first * 32, (last - first) * panelColumns)]
  })
}

/** Adds the gradients of all pieces to those of the first. @param gradients their blocks, one after another @internal */
export function sumOfPieces(model: PlacedModel, gradients: number, samples: number): Lists {
  const others = piecesOf(samples).length - 1
  if (others === 0) return []
  return eachRange(model, (offset, count) => {
    const into = gradients + offset
    return ['sumPieces', into, into + blockBytes(model), blockBytes(model), others, count]
  })
}

/** A tensor of a whole batch, sample after sample without gaps, as the caller writes and reads it. @internal */
export type BatchTensor = {
  readonly shape: readonly number[]
  readonly data: TensorData
  /** Where the samples of a piece lie. */
  slotOf(piece: Piece): Slot
}

/** @param shape of one sample @internal */
export function batchTensor({ kernels, arena }: PlacedModel, samples: number, shape: readonly number[]): BatchTensor {
  const sampleBytes = sizeOf(shape) * bytesOf(kernels.dtype)
  const start = arena.allocate(samples * sampleBytes)
  const columns = shape[shape.length - 1]
  const pixels = sizeOf(shape.slice(0, -1))
  return {
    shape: [samples, ...shape],
    data: numbersAt(kernels, start, samples * sizeOf(shape)),
    slotOf: ({ firstSample }) => ({
      address: start + firstSample * sampleBytes,
      shape,
      pixels,
      columns,
      pitch: columns,
    }),
  }
}
