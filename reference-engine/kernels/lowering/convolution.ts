import type { SlidingWindows } from '../../window.ts'
import { clearSlot, type Builder, type Parameter, type Slot } from '../builder.ts'
import { gainsByWinograd, lowerWinograd } from './winograd.ts'
import { linear, type Taps } from './linear.ts'
import type { LoweredLayer } from './lowering.ts'

/** A convolution over images, without a matrix of taps; padding is laid around a copy of the image. @internal */
export function lowerConvolution(
  builder: Builder,
  x: Slot,
  { kernel, bias }: { kernel: Parameter; bias: Parameter | undefined },
  windows: SlidingWindows,
  rectified: boolean,
): LoweredLayer {
  const { rows, columns } = windows
  const shape = [rows.output, columns.output, kernel.packed.columns]
  const frame = frameOf(windows)
  const lower = (input: Slot) =>
    gainsByWinograd(builder, input, windows)
      ? lowerWinograd(builder, input, { kernel, bias }, shape, rectified)
      : linear(builder, { x: input, taps: tapsOf(builder, input, windows), kernel, bias, shape }, rectified)
  if (!frame) return lower(x)

  const framed = slotWithFrame(builder, x, frame)
  clearSlot(builder, framed)
  copyImages(builder, x, framed, frame, 'in')
  const inner = lower(framed)
  return {
    output: inner.output,
    backward(dOut, wantsInput) {
      const dFramed = inner.backward(dOut, wantsInput)
      if (!dFramed) return undefined
      const dX = builder.slotLike(x)
      copyImages(builder, dX, dFramed, frame, 'out')
      return dX
    },
  }
}

/** How much zeros are laid around the image so that every window lies inside. */
type Frame = { height: number; width: number; top: number; left: number }

function frameOf({ rows, columns }: SlidingWindows): Frame | undefined {
  const reach = ({ output, stride, size, dilation }: typeof rows) => (output - 1) * stride + (size - 1) * dilation + 1
  const height = Math.max(rows.before + rows.input, reach(rows))
  const width = Math.max(columns.before + columns.input, reach(columns))
  if (height === rows.input && width === columns.input) return undefined
  return { height, width, top: rows.before, left: columns.before }
}

function slotWithFrame(builder: Builder, x: Slot, { height, width }: Frame): Slot {
  return builder.slotLike({ ...x, shape: [height, width, x.columns], pixels: height * width })
}

function copyImages(builder: Builder, plain: Slot, framed: Slot, frame: Frame, direction: 'in' | 'out'): void {
  const [height, width] = plain.shape
  const pixelBytes = plain.pitch * builder.numberBytes
  for (let sample = 0; sample < builder.samples; sample++) {
    const outside = plain.address + sample * plain.pixels * pixelBytes
    const inside = framed.address + (sample * framed.pixels + frame.top * frame.width + frame.left) * pixelBytes
    const [plainPlace, framedPlace] = [
      [outside, width * pixelBytes],
      [inside, frame.width * pixelBytes],
    ]
    const places = direction === 'in' ? [...plainPlace, ...framedPlace] : [...framedPlace, ...plainPlace]
    builder.emit('copyRows', ...places, width * pixelBytes, height)
  }
}

function tapsOf(builder: Builder, x: Slot, { rows, columns }: SlidingWindows): Taps {
  const [height, width] = x.shape
  const pixelBytes = x.pitch * builder.numberBytes
  const at = (row: number, column: number) => (row * width + column) * pixelBytes
  const pixels: number[] = []
  for (let sample = 0; sample < builder.samples; sample++) {
    for (let row = 0; row < rows.output; row++) {
      for (let column = 0; column < columns.output; column++) {
        pixels.push(at(sample * height + row * rows.stride, column * columns.stride))
      }
    }
  }
  const tapRows = Array.from({ length: rows.size }, (_, row) => row * rows.dilation)
  const tapColumns = Array.from({ length: columns.size }, (_, column) => column * columns.dilation)
  // A row of the window is one run where its pixels lie without gaps.
  const gapless = x.pitch === x.columns && columns.dilation === 1
  return {
    pixels,
    runs: tapRows.flatMap((row) => (gapless ? [at(row, 0)] : tapColumns.map((column) => at(row, column)))),
    runLength: gapless ? columns.size * x.columns : x.columns,
    pixelBytes: pixelBytes * columns.stride,
  }
}
