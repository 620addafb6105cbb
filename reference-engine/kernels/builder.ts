import type { Random } from '../random.ts'
import type { TensorData } from '../tensor.ts'
import type { Arena } from './arena.ts'
import type { Instruction } from './instruction.ts'
import type { Kernels } from './kernels.ts'
import { bytesOf, panelColumnsOf } from './kernels.ts'
import { filled, type PackedShape } from './parameter.ts'

/**
 * Where a tensor lies in the arena: for each sample `pixels` rows of `columns` numbers, `pitch` numbers apart. A vector is one pixel, an
 * image height * width of them, a sequence as many as it has steps.
 */
export type Slot = {
  readonly address: number
  /** Of one sample. */
  readonly shape: readonly number[]
  readonly pixels: number
  readonly columns: number
  readonly pitch: number
  /** It holds what a rectifier gave: nothing is below 0. */
  readonly rectified?: boolean
}

/** Where a weight and its gradient lie. */
export type Parameter = { readonly value: number; readonly gradient: number; readonly packed: PackedShape }

/** Numbers that the caller writes before a step: `fill` draws them for all samples of the batch. */
export type HostInput = { readonly slot: Slot; fill(numbers: TensorData, random: Random): void }

/** What a layer needs to say which kernels compute it, for the samples of one piece of a batch. */
export interface Builder {
  readonly numberBytes: number
  /** Numbers in a panel of 32 bytes; the pitch of what kernels write is a multiple of it. */
  readonly panelColumns: number
  /** Samples in this piece. */
  readonly samples: number
  readonly training: boolean
  emit(...instruction: Instruction): void
  /** As `emit`, but done once a step before the pieces, however many of them ask for it. */
  prepare(...instruction: Instruction): void
  /** The address of a table of offsets in bytes. */
  table(offsets: readonly number[]): number
  /** Room for so many numbers, zeros at first; shared by pieces that come after one another. */
  numbers(count: number): number
  /** As `numbers`, but shared by all pieces of a step. */
  shared(key: string, count: number): number
  /** Room for a tensor with samples of this shape. */
  slot(shape: readonly number[]): Slot
  /** A slot of the same form. */
  slotLike(slot: Slot): Slot
  /** A slot of this form for the whole batch, of which this piece sees its own samples, filled by the caller before each step. */
  hostInput(form: Slot, fill: HostInput['fill']): Slot
}

/** Instructions of one piece, and what all pieces share. @internal */
export type StepParts = {
  kernels: Kernels
  arena: Arena
  training: boolean
  samplesOfBatch: number
  samplesOfLargestPiece: number
  prepared: Map<string, Instruction>
  sharedNumbers: Map<string, number>
  hostInputs: HostInput[]
}

/**
 * @param firstSample where the piece begins in the batch
 * @param transient gives room that pieces of the same thread share: asked in the same order, it gives the same addresses
 * @internal
 */
export function createBuilder(
  parts: StepParts,
  instructions: Instruction[],
  { firstSample, samples }: { firstSample: number; samples: number },
  transient: (bytes: number) => number,
): Builder {
  const { kernels, arena, samplesOfLargestPiece: capacity } = parts
  const numberBytes = bytesOf(kernels.dtype)
  const panelColumns = panelColumnsOf(kernels.dtype)
  let hostInputs = 0
  const roomFor = (slot: Slot) => transient(capacity * slot.pixels * slot.pitch * numberBytes)
  return {
    numberBytes,
    panelColumns,
    samples,
    training: parts.training,
    emit: (...instruction) => instructions.push(instruction),
    prepare: (...instruction) => parts.prepared.set(instruction.join(' '), instruction),
    table: (offsets) => arena.table(offsets),
    numbers: (count) => transient(count * numberBytes),
    shared(key, count) {
      const known = parts.sharedNumbers.get(key)
      if (known !== undefined) return known
      const address = arena.allocate(count * numberBytes)
      parts.sharedNumbers.set(key, address)
      return address
    },
    slot(shape) {
      const columns = shape[shape.length - 1]
      const pixels = shape.slice(0, -1).reduce((size, extent) => size * extent, 1)
      const form = { address: 0, shape, pixels, columns, pitch: filled(columns, panelColumns) }
      return { ...form, address: roomFor(form) }
    },
    slotLike: (slot) => ({ ...slot, rectified: false, address: roomFor(slot) }),
    hostInput(form, fill) {
      const sampleBytes = form.pixels * form.pitch * numberBytes
      const index = hostInputs++
      if (index === parts.hostInputs.length) {
        const address = arena.allocate(parts.samplesOfBatch * sampleBytes)
        parts.hostInputs.push({ slot: { ...form, address }, fill })
      }
      const { address } = parts.hostInputs[index].slot
      return { ...form, address: address + firstSample * sampleBytes }
    },
  }
}

/** Pixels that are taken together by kernels: what they read of them stays in the first cache. @internal */
export const pixelsTogether = 128

/** A row of zeros: what sums begin with where there is no bias. @internal */
export function zeroRow(builder: Builder, columns: number): number {
  return builder.shared(`${columns} zeros`, columns)
}

/** How many numbers a slot takes for the samples of a piece, gaps counted. @internal */
export function sizeOfSlot({ samples }: Builder, { pixels, pitch }: Slot): number {
  return samples * pixels * pitch
}

/** Makes a slot hold zeros. @internal */
export function clearSlot(builder: Builder, slot: Slot): void {
  builder.emit('clear', slot.address, sizeOfSlot(builder, slot) * builder.numberBytes)
}
