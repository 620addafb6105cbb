import type { Random } from '../random.ts'
import { sizeOf, type Tensor } from '../tensor.ts'

/**
 * Draws float32 weights for a layer whose units have `fanIn` inputs and `fanOut` outputs; `shape` is [fanIn, fanOut] unless told.
 */
export type Initializer = (random: Random, fanIn: number, fanOut: number, shape?: readonly number[]) => Tensor

/**
 * How many inputs and outputs a unit of these weights has: the last two extents, each times the extents before them (the
 * kernel's height and width, for a convolution [KH, KW, C, F]).
 */
export function fansOf(shape: readonly number[]): { fanIn: number; fanOut: number } {
  const [inputs, outputs] = shape.slice(-2)
  const window = sizeOf(shape.slice(0, -2))
  return { fanIn: inputs * window, fanOut: outputs * window }
}
