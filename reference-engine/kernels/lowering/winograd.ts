import type { SlidingWindows } from '../../window.ts'
import { clearSlot, sizeOfSlot, type Builder, type Parameter, type Slot } from '../builder.ts'
import type { LoweredLayer } from './lowering.ts'

/** Samples whose transformed tiles are worked on together: they stay in the second cache. */
const samplesTogether = 4

/** Fewer channels make products too short to be worth the transforms. */
const fewestChannels = 16

const places = 16
const chunk = 128

/**
 * Whether a convolution can be computed by Winograd's filtering, and gains by it: windows of 3 x 3 that lie side by side, and many channels.
 *
 * @internal
 */
export function gainsByWinograd(x: Slot, { rows, columns }: SlidingWindows): boolean {
  const fits = [rows, columns].every(({ size, stride, dilation }) => size === 3 && stride === 1 && dilation === 1)
  return fits && x.columns >= fewestChannels && x.pitch === x.columns
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
  { kernel, bias }: { kernel: Parameter; bias: Parameter | undefined },
  shape: readonly number[],
  rectified: boolean,
): LoweredLayer {
  const { emit, numberBytes, panelColumns, samples } = builder
  const output = { ...builder.slot(shape), rectified }
  const channels = x.columns
  const columns = kernel.packed.packedColumns
  const tiling = shape.slice(0, 2).map((extent) => Math.ceil(extent / 2))
  const tilesOf = (count: number) => count * tiling[0] * tiling[1]
  const mostTiles = tilesOf(Math.min(samplesTogether, samples))
  const [inputBytes, outputBytes] = [channels, columns].map((count) => mostTiles * count * numberBytes)
  const [inputRow, outputRow] = [channels, columns].map((count) => count * numberBytes)
  const matrix = channels * columns
  const transposedMatrix = Math.ceil(channels / panelColumns) * panelColumns * columns

  const scratch = builder.numbers((places * 16) / numberBytes)
  const groups = Math.ceil(samples / samplesTogether)
  const inputs = builder.numbers(groups * places * mostTiles * channels)
  /** The transformed tiles of a group are kept for its gradients. */
  const inputsOf = (first: number) => inputs + (first / samplesTogether) * places * inputBytes
  const outputs = builder.numbers(places * mostTiles * columns)
  const weights = builder.shared(`transformed ${kernel.value}`, places * matrix)
  const transposed = builder.shared(`transformed and transposed ${kernel.value}`, places * transposedMatrix)
  const zeros = builder.shared(`${columns} zeros`, columns)
  const transposedBytes = transposedMatrix * numberBytes
  const own = builder.shared(`scratch of ${kernel.value}`, (places * 16) / numberBytes)
  builder.prepare('winogradFilter', kernel.value, weights, transposed, transposedBytes, channels, columns, own)

  const imageOf = (slot: Slot, first: number) => slot.address + first * slot.pixels * slot.pitch * numberBytes
  const inputGeometry = (count: number) => [count, ...x.shape.slice(0, 2), ...tiling, inputRow]
  const outputGeometry = (count: number) => [count, ...shape.slice(0, 2), ...tiling, outputRow]
  /** A row of channels for each tile, as if it were a pixel with one tap. */
  const tilesAsPixels = (count: number) => {
    const offsets = Array.from({ length: tilesOf(count) }, (_, tile) => tile * inputRow)
    return [builder.table(offsets), offsets.length, builder.table([0]), 1, inputRow]
  }
  const eachPlace = (emitPlace: (place: number) => void) => {
    for (let place = 0; place < places; place++) emitPlace(place)
  }
  const eachGroup = (emitGroup: (first: number, count: number) => void) => {
    for (let first = 0; first < samples; first += samplesTogether) {
      emitGroup(first, Math.min(samplesTogether, samples - first))
    }
  }

  eachGroup((first, count) => {
    emit('winogradInput', imageOf(x, first), inputsOf(first), inputBytes, ...inputGeometry(count), scratch)
    eachPlace((place) => {
      const from = [
        inputsOf(first) + place * inputBytes,
        ...tilesAsPixels(count),
        weights + place * matrix * numberBytes,
        zeros,
      ]
      emit('convolve', ...from, outputs + place * outputBytes, outputRow, columns / panelColumns, 0, chunk)
    })
    const to = [bias ? bias.value : zeros, imageOf(output, first), ...outputGeometry(count)]
    emit('winogradOutput', outputs, outputBytes, ...to, rectified ? 1 : 0, scratch)
  })

  return {
    output,
    backward(dOut, wantsInput) {
      if (rectified && !dOut.rectified) {
        emit('leakyReluGradient', output.address, dOut.address, sizeOfSlot(builder, output), 0)
      }
      if (bias) emit('sumRows', dOut.address, outputRow, samples * output.pixels, bias.gradient)
      const dWeights = builder.numbers(places * matrix)
      emit('clear', dWeights, places * matrix * numberBytes)
      const dInputs = builder.numbers(places * mostTiles * channels)
      const dX = builder.slotLike(x)
      if (wantsInput) clearSlot(builder, dX)
      eachGroup((first, count) => {
        const pixels = tilesAsPixels(count)
        const transformed = [outputs, outputBytes, ...outputGeometry(count), scratch]
        emit('winogradOutputGradient', imageOf(dOut, first), ...transformed)
        eachPlace((place) => {
          const dOutputs = [outputs + place * outputBytes, outputRow]
          const to = [dWeights + place * matrix * numberBytes, 0, columns / panelColumns, chunk]
          emit('convolveFilterGradient', inputsOf(first) + place * inputBytes, ...pixels, ...dOutputs, ...to)
        })
        if (!wantsInput) return
        emit('clear', dInputs, places * inputBytes)
        eachPlace((place) => {
          const to = [dInputs + place * inputBytes, inputRow, ...pixels, transposed + place * transposedBytes]
          emit('convolveInputGradient', ...to, outputs + place * outputBytes, outputRow, columns, chunk)
        })
        emit('winogradInputGradient', imageOf(dX, first), dInputs, inputBytes, ...inputGeometry(count), scratch)
      })
      emit('winogradFilterGradient', dWeights, kernel.gradient, channels, columns, scratch)
      return wantsInput ? dX : undefined
    },
  }
}
