import { sizeOfSlot, type Builder, type Slot } from '../builder.ts'
import type { LoweredLayer } from './lowering.ts'

/**
 * x times a mask that is drawn outside, as the op draws it: a number for each entry in turn, without the gaps of the slot.
 *
 * @param draw the factor of the next entry
 * @internal
 */
export function lowerDropout(builder: Builder, x: Slot, draw: (uniform: number) => number): LoweredLayer {
  if (!builder.training) return { output: x, backward: (dOut) => dOut }
  const mask = builder.hostInput({ ...x, rectified: false }, (numbers, random) => {
    for (let row = 0; row < numbers.length; row += x.pitch) {
      for (let column = 0; column < x.columns; column++) numbers[row + column] = draw(random.uniform())
    }
  })
  const count = sizeOfSlot(builder, x)
  const output = { ...builder.slotLike(x), rectified: x.rectified }
  builder.emit('multiply', x.address, mask.address, output.address, count)
  return {
    output,
    backward(dOut, wantsInput) {
      if (!wantsInput) return undefined
      builder.emit('multiply', dOut.address, mask.address, dOut.address, count)
      return { ...dOut, rectified: false }
    },
  }
}
