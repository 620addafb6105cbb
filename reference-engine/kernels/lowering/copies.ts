import { filled } from '../parameter.ts'
import type { Builder, Slot } from '../builder.ts'
import type { LoweredLayer } from './lowering.ts'

/** The same numbers with a pitch that kernels which work channel by channel can take, and the way back for a gradient. @internal */
export function withPitch(builder: Builder, x: Slot): { slot: Slot; restore(gradient: Slot): Slot } {
  const pitch = filled(x.columns, builder.panelColumns)
  if (x.pitch === pitch) return { slot: x, restore: (gradient) => gradient }
  const slot = { ...builder.slotLike({ ...x, pitch }), rectified: x.rectified }
  copyPixels(builder, x, slot)
  return {
    slot,
    restore(gradient) {
      const dX = builder.slotLike(x)
      copyPixels(builder, gradient, dX)
      return { ...dX, rectified: gradient.rectified }
    },
  }
}

/** Each sample as one row without gaps; no work where there are none. @internal */
export function lowerFlatten(builder: Builder, x: Slot): LoweredLayer {
  const columns = x.pixels * x.columns
  const flat = { shape: [columns], pixels: 1, columns, pitch: columns, rectified: x.rectified }
  const gapless = x.pitch === x.columns
  const output = gapless ? { ...flat, address: x.address } : builder.slotLike({ ...flat, address: 0 })
  if (!gapless) copyPixels(builder, x, { ...x, pitch: x.columns, address: output.address })
  return {
    output,
    backward(dOut, wantsInput) {
      if (!wantsInput) return undefined
      if (gapless) return { ...x, address: dOut.address, rectified: dOut.rectified }
      const dX = builder.slotLike(x)
      copyPixels(builder, { ...x, pitch: x.columns, address: dOut.address }, dX)
      return { ...dX, rectified: dOut.rectified }
    },
  }
}

/** The same numbers in a slot of another pitch. @internal */
export function copyPixels({ emit, samples, numberBytes }: Builder, from: Slot, to: Slot): void {
  const [fromBytes, toBytes, bytes] = [from.pitch, to.pitch, from.columns].map((count) => count * numberBytes)
  emit('copyRows', from.address, fromBytes, to.address, toBytes, bytes, samples * from.pixels)
}
