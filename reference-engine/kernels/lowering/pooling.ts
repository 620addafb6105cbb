import type { SlidingWindows } from '../../window.ts'
import { clearSlot, type Builder, type Slot } from '../builder.ts'
import { withPitch } from './copies.ts'
import type { LoweredLayer } from './lowering.ts'

/** The largest number of each channel under each window. @internal */
export function lowerMaxPool(builder: Builder, given: Slot, windows: SlidingWindows): LoweredLayer {
  const { emit } = builder
  const { slot: x, restore } = withPitch(builder, given)
  const output = { ...builder.slot(outputShape(x, windows)), rectified: x.rectified }
  const geometry = geometryOf(builder, x, windows)
  emit('maxPool', x.address, output.address, ...geometry)
  return {
    output,
    backward(dOut, wantsInput) {
      if (!wantsInput) return undefined
      const dX = { ...builder.slotLike(x), rectified: x.rectified }
      const overlapping = [windows.rows, windows.columns].some(({ size, stride }) => stride < size)
      // Without it, what no window reaches holds zeros from the begin.
      if (overlapping) clearSlot(builder, dX)
      const places = [x.address, output.address, dOut.address, dX.address]
      emit('maxPoolGradient', ...places, ...geometry, x.rectified ? 1 : 0, overlapping ? 1 : 0)
      return restore(dX)
    },
  }
}

/** The mean of each channel under each window. @internal */
export function lowerAveragePool(builder: Builder, given: Slot, windows: SlidingWindows): LoweredLayer {
  const { emit } = builder
  const { slot: x, restore } = withPitch(builder, given)
  const output = builder.slot(outputShape(x, windows))
  const geometry = geometryOf(builder, x, windows)
  emit('averagePool', x.address, output.address, ...geometry)
  return {
    output,
    backward(dOut, wantsInput) {
      if (!wantsInput) return undefined
      const dX = builder.slotLike(x)
      clearSlot(builder, dX)
      emit('averagePoolGradient', dOut.address, dX.address, ...geometry)
      return restore(dX)
    },
  }
}

function outputShape(x: Slot, { rows, columns }: SlidingWindows): number[] {
  return [rows.output, columns.output, x.columns]
}

function geometryOf({ samples, numberBytes }: Builder, x: Slot, { rows, columns }: SlidingWindows): number[] {
  const inputs = [rows.input, columns.input]
  const outputs = [rows.output, columns.output]
  const pool = [rows.size, columns.size, rows.stride, columns.stride, rows.before, columns.before]
  return [samples, ...inputs, ...outputs, ...pool, x.pitch * numberBytes]
}
