import { clearSlot, pixelsTogether, sizeOfSlot, zeroRow, type Builder, type Parameter, type Slot } from '../builder.ts'
import type { LoweredLayer } from './lowering.ts'

/** The taps of every pixel of an output: offsets from the input's address, in bytes. */
export type Taps = {
  /** Where the window of each pixel begins, sample after sample. */
  pixels: readonly number[]
  /** Where each run of taps begins in a window, and how many numbers it has. */
  runs: readonly number[]
  runLength: number
  /** Bytes between the taps of neighbours. */
  pixelBytes: number
}

type Linear = { x: Slot; taps: Taps; kernel: Parameter; bias: Parameter | undefined; shape: readonly number[] }

/** Every pixel's taps times a matrix of weights, plus a bias: what dense layers and convolutions are. @internal */
export function linear(builder: Builder, given: Linear, rectified = false): LoweredLayer {
  const { x, taps, kernel, bias, shape } = given
  const { emit, numberBytes, panelColumns } = builder
  const output = { ...builder.slot(shape), rectified }
  const columns = kernel.packed.packedColumns
  const runBytes = taps.runLength * numberBytes
  const places = [builder.table(taps.pixels), taps.pixels.length, builder.table(taps.runs), taps.runs.length, runBytes]
  const start = bias ? bias.value : zeroRow(builder, columns)
  const rowBytes = columns * numberBytes
  emit(
    'convolve',
    x.address,
    ...places,
    kernel.value,
    start,
    output.address,
    rowBytes,
    columns / panelColumns,
    rectified ? 1 : 0,
    pixelsTogether,
  )
  return {
    output,
    backward(dOut, wantsInput) {
      if (rectified && !dOut.rectified) {
        emit('leakyReluGradient', output.address, dOut.address, sizeOfSlot(builder, output), 0)
      }
      const gradients = [kernel.gradient, bias ? bias.gradient : 0, columns / panelColumns, pixelsTogether]
      emit('convolveFilterGradient', x.address, ...places, dOut.address, rowBytes, ...gradients)
      return wantsInput ? inputGradient(builder, given, places, dOut) : undefined
    },
  }
}

/** The numbers that a transposed matrix of weights takes: runs of taps, filled up to half panels, a group for each column. */
function transposedSize(builder: Builder, { taps, kernel }: Linear): number {
  const groupWidth = builder.panelColumns / 2
  return taps.runs.length * Math.ceil(taps.runLength / groupWidth) * groupWidth * kernel.packed.packedColumns
}

function inputGradient(builder: Builder, given: Linear, places: readonly number[], dOut: Slot): Slot {
  const { x, taps, kernel } = given
  const columns = kernel.packed.packedColumns
  const transposed = builder.shared(`transposed ${kernel.value}`, transposedSize(builder, given))
  const runCount = taps.runs.length
  builder.prepare('transposePanels', kernel.value, transposed, runCount, taps.runLength, columns)
  const dX = builder.slotLike(x)
  clearSlot(builder, dX)
  builder.emit(
    'convolveInputGradient',
    dX.address,
    taps.pixelBytes,
    ...places,
    transposed,
    dOut.address,
    columns * builder.numberBytes,
    columns,
    pixelsTogether,
  )
  return dX
}
