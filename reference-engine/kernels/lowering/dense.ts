import type { Builder, Parameter, Slot } from '../builder.ts'
import { linear } from './linear.ts'
import type { LoweredLayer } from './lowering.ts'

/** x W + b over the last axis. @internal */
export function lowerDense(
  builder: Builder,
  x: Slot,
  { kernel, bias }: { kernel: Parameter; bias: Parameter | undefined },
  rectified: boolean,
): LoweredLayer {
  const rowBytes = x.pitch * builder.numberBytes
  const taps = {
    pixels: Array.from({ length: builder.samples * x.pixels }, (_, row) => row * rowBytes),
    runs: [0],
    runLength: x.columns,
    pixelBytes: rowBytes,
  }
  const shape = [...x.shape.slice(0, -1), kernel.packed.columns]
  return linear(builder, { x, taps, kernel, bias, shape }, rectified)
}
