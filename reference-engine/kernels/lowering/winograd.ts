import type { SlidingWindows } from '../../window.ts'
import { clearSlot, pixelsTogether, sizeOfSlot, zeroRow, type Builder, type Parameter, type Slot } from '../builder.ts'
import { filled } from '../parameter.ts'
import type { LoweredLayer } from './lowering.ts'

/** Samples whose transformed tiles are worked on together: they stay in the second cache. */
const samplesTogether = 4

/** Fewer channels make products too short to be worth the transforms. */
const fewestChannels = 16

/** Entries of a transformed tile, each of which is a product of matrices. */
const places = 16

type Weights = { kernel: Parameter; bias: Parameter | undefined }

/**
 * Whether a convolution can be computed by Winograd's filtering, and gains by it: windows of 3 x 3 that lie side by side, and many channels,
 * in whole panels.
 *
 * @internal
 */
export function gainsByWinograd({ panelColumns }: Builder, x: Slot, { rows, columns }: SlidingWindows): boolean {
  const fits = [rows, columns].every(({ size, stride, dilation }) => size === 3 && stride === 1 && dilation === 1)
  return fits && x.columns >= fewestChannels && x.pitch === x.columns && x.columns % panelColumns === 0
}

/**
 * A convolution by the kernels of `assembly/winograd.ts`, without padding.
 *
 * @param shape of the output
 * @internal
 */
export function lowerWinograd(
  builder: Builder,
  x: Slot,
  weights: Weights,
  shape: readonly number[],
  rectified: boolean,
): LoweredLayer {
  const output = { ...builder.slot(shape), rectified }
  const plan = planOf(builder, x, output, weights.kernel)
  emitForward(builder, plan, weights.bias, rectified)
  return {
    output,
    backward(dOut, wantsInput) {
      if (rectified && !dOut.rectified) {
        builder.emit('leakyReluGradient', output.address, dOut.address, sizeOfSlot(builder, output), 0)
      }
      return emitBackward(builder, plan, weights, dOut, wantsInput)
    },
  }
}

/** A few samples, and where their transformed tiles lie. */
type Group = { first: number; count: number; inputs: number }

type Plan = {
  x: Slot
  output: Slot
  groups: readonly Group[]
  channels: number
  columns: number
  /** Numbers of a matrix of transformed weights, and of one that is transposed too. */
  matrix: number
  transposedMatrix: number
  transformed: number
  transposed: number
  /** Bytes of the tiles of a group at one place. */
  inputPlaceBytes: number
  outputPlaceBytes: number
  /** Where the transformed outputs of a group come to lie, and their gradients. */
  outputs: number
  scratch: number
}

function planOf(builder: Builder, x: Slot, output: Slot, kernel: Parameter): Plan {
  const { numberBytes, panelColumns, training } = builder
  const [channels, columns] = [x.columns, kernel.packed.packedColumns]
  const mostTiles = tilesOf(output, Math.min(samplesTogether, builder.samples))
  const [matrix, transposedMatrix] = [channels * columns, filled(channels, panelColumns) * columns]
  const scratchNumbers = (places * 16) / numberBytes
  const plan: Plan = {
    x,
    output,
    groups: groupsOf(builder, places * mostTiles * channels),
    channels,
    columns,
    matrix,
    transposedMatrix,
    transformed: builder.shared(`transformed ${kernel.value}`, places * matrix),
    transposed: training ? builder.shared(`transformed, transposed ${kernel.value}`, places * transposedMatrix) : 0,
    inputPlaceBytes: mostTiles * channels * numberBytes,
    outputPlaceBytes: mostTiles * columns * numberBytes,
    outputs: builder.numbers(places * mostTiles * columns),
    scratch: builder.numbers(scratchNumbers),
  }
  const sizes = [transposedMatrix * numberBytes, channels, columns]
  const ownScratch = builder.shared(`scratch of ${kernel.value}`, scratchNumbers)
  builder.prepare('winogradFilter', kernel.value, plan.transformed, plan.transposed, ...sizes, ownScratch)
  return plan
}

/** While training every group keeps its transformed tiles for the gradients; else they take turns in one place. */
function groupsOf({ samples, training, numbers, numberBytes }: Builder, numbersOfGroup: number): Group[] {
  const count = Math.ceil(samples / samplesTogether)
  // Asked for at once: a smaller piece, with fewer groups, must find its rooms in the same order.
  const inputs = numbers((training ? count : 1) * numbersOfGroup)
  return Array.from({ length: count }, (_, index) => ({
    first: index * samplesTogether,
    count: Math.min(samplesTogether, samples - index * samplesTogether),
    inputs: inputs + (training ? index * numbersOfGroup * numberBytes : 0),
  }))
}

function emitForward(builder: Builder, plan: Plan, bias: Parameter | undefined, rectified: boolean): void {
  const { emit, numberBytes, panelColumns } = builder
  const { x, output, columns, matrix, transformed, inputPlaceBytes, outputPlaceBytes, outputs, scratch } = plan
  const zeros = zeroRow(builder, columns)
  for (const { first, count, inputs } of plan.groups) {
    const tiles = [inputs, inputPlaceBytes, ...geometry(builder, plan, x, count), scratch]
    emit('winogradInput', imageOf(builder, x, first), ...tiles)
    for (let place = 0; place < places; place++) {
      const from = [inputs + place * inputPlaceBytes, ...tilesAsPixels(builder, plan, count)]
      const weights = [transformed + place * matrix * numberBytes, zeros]
      const to = [outputs + place * outputPlaceBytes, columns * numberBytes, columns / panelColumns]
      emit('convolve', ...from, ...weights, ...to, 0, pixelsTogether)
    }
    const start = bias ? bias.value : zeros
    const to = [start, imageOf(builder, output, first), ...geometry(builder, plan, output, count)]
    emit('winogradOutput', outputs, outputPlaceBytes, ...to, rectified ? 1 : 0, scratch)
  }
}

function emitBackward(
  builder: Builder,
  plan: Plan,
  { kernel, bias }: Weights,
  dOut: Slot,
  wantsInput: boolean,
): Slot | undefined {
  const { emit, numberBytes, panelColumns, samples } = builder
  const { x, output, channels, columns, matrix, inputPlaceBytes, outputPlaceBytes, outputs, scratch } = plan
  const rowBytes = columns * numberBytes
  if (bias) emit('sumRows', dOut.address, rowBytes, samples * output.pixels, bias.gradient)
  const dWeights = builder.numbers(places * matrix)
  emit('clear', dWeights, places * matrix * numberBytes)
  const dX = wantsInput ? builder.slotLike(x) : undefined
  if (dX) clearSlot(builder, dX)
  const dInputs = dX ? builder.numbers((places * inputPlaceBytes) / numberBytes) : 0
  for (const group of plan.groups) {
    const tiles = [outputs, outputPlaceBytes, ...geometry(builder, plan, output, group.count), scratch]
    emit('winogradOutputGradient', imageOf(builder, dOut, group.first), ...tiles)
    for (let place = 0; place < places; place++) {
      const from = [group.inputs + place * inputPlaceBytes, ...tilesAsPixels(builder, plan, group.count)]
      const dOutputs = [outputs + place * outputPlaceBytes, rowBytes]
      const to = [dWeights + place * matrix * numberBytes, 0, columns / panelColumns, pixelsTogether]
      emit('convolveFilterGradient', ...from, ...dOutputs, ...to)
    }
    if (dX) emitInputGradient(builder, plan, group, dInputs, dX)
  }
  emit('winogradFilterGradient', dWeights, kernel.gradient, channels, columns, scratch)
  return dX
}

function emitInputGradient(builder: Builder, plan: Plan, { first, count }: Group, dInputs: number, dX: Slot): void {
  const { emit, numberBytes } = builder
  const { channels, columns, inputPlaceBytes, outputPlaceBytes, outputs, transposed, transposedMatrix, scratch } = plan
  emit('clear', dInputs, places * inputPlaceBytes)
  for (let place = 0; place < places; place++) {
    const to = [dInputs + place * inputPlaceBytes, channels * numberBytes, ...tilesAsPixels(builder, plan, count)]
    const weights = transposed + place * transposedMatrix * numberBytes
    const dOutputs = [outputs + place * outputPlaceBytes, columns * numberBytes, columns]
    emit('convolveInputGradient', ...to, weights, ...dOutputs, pixelsTogether)
  }
  const tiles = [dInputs, inputPlaceBytes, ...geometry(builder, plan, dX, count), scratch]
  emit('winogradInputGradient', imageOf(builder, dX, first), ...tiles)
}

/** An output in tiles of 2 x 2 pixels. */
function tilingOf({ shape }: Slot): [number, number] {
  return [Math.ceil(shape[0] / 2), Math.ceil(shape[1] / 2)]
}

function tilesOf(output: Slot, count: number): number {
  const [rows, columns] = tilingOf(output)
  return count * rows * columns
}

/** Samples, height and width, rows and columns of tiles, bytes of a pixel. */
function geometry({ numberBytes }: Builder, { output }: Plan, slot: Slot, count: number): number[] {
  return [count, slot.shape[0], slot.shape[1], ...tilingOf(output), slot.pitch * numberBytes]
}

function imageOf({ numberBytes }: Builder, slot: Slot, sample: number): number {
  return slot.address + sample * slot.pixels * slot.pitch * numberBytes
}

/** A row of channels for each tile, as if it were a pixel of one tap. */
function tilesAsPixels(builder: Builder, { output, channels }: Plan, count: number): number[] {
  const rowBytes = channels * builder.numberBytes
  const offsets = Array.from({ length: tilesOf(output, count) }, (_, tile) => tile * rowBytes)
  return [builder.table(offsets), offsets.length, builder.table([0]), 1, rowBytes]
}
