import { ArgumentError } from '../argument-error.ts'
import { formatValue } from '../expect-argument.ts'
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

/** @throws ArgumentError unless `shape`, which is [fanIn, fanOut] unless told, is whole numbers of 0 or more */
export function expectWeightShape(initializer: string, shape: readonly number[]): void {
  if (Array.isArray(shape) && shape.every((extent) => Number.isSafeInteger(extent) && extent >= 0)) return
  throw new ArgumentError(
    initializer,
    'shape',
    '[fanIn, fanOut] or other whole numbers of 0 or more',
    formatValue(shape),
  )
}
