import { ArgumentError } from './argument-error.ts'
import { formatValue } from './expect-argument.ts'
import { ShapeError } from './shape-error.ts'
import { sizeOf, type Tensor } from './tensor.ts'

/** A shape as it is written in messages: `[2, 3]`. @internal */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}

/** @internal */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis])
}

/**
 * For callers that no compiler has checked.
 *
 * @throws ArgumentError unless `t` is a tensor
 * @throws ShapeError when its data doesn't fill its shape
 * @internal
 */
export function expectTensor(functionName: string, argument: string, t: unknown): asserts t is Tensor {
  if (!isTensor(t)) throw new ArgumentError(functionName, argument, 'a tensor', describe(t))
  const size = sizeOf(t.shape)
  if (t.data.length === size) return
  const expected = `of ${size} entries to fill shape ${formatShape(t.shape)}`
  throw new ShapeError(functionName, argument, expected, `${t.data.length}`)
}

function isTensor(value: unknown): value is Tensor {
  if (typeof value !== 'object' || value === null) return false
  return 'shape' in value && Array.isArray(value.shape) && 'data' in value && ArrayBuffer.isView(value.data)
}

/** Without the contents, which may be long. */
function describe(value: unknown): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return 'an array'
  return typeof value === 'object' && value !== null ? 'an object without shape and data' : formatValue(value)
}

/** @throws ShapeError unless `t` has exactly this shape @internal */
export function expectShape(functionName: string, argument: string, t: Tensor, shape: readonly number[]): void {
  expectTensor(functionName, argument, t)
  if (sameShape(t.shape, shape)) return
  throw new ShapeError(functionName, argument, `of shape ${formatShape(shape)}`, formatShape(t.shape))
}

/** @throws ShapeError unless `t` has exactly this many axes; `layout` names them, such as `[N, C]` @internal */
export function expectRank(functionName: string, argument: string, t: Tensor, rank: number, layout: string): void {
  expectTensor(functionName, argument, t)
  if (t.shape.length === rank) return
  throw new ShapeError(functionName, argument, `of rank ${rank}, ${layout}`, formatShape(t.shape))
}

/**
 * @param layout one entry an axis: the extent that it must have, or a name where any will do
 * @param reason why, such as `to match x [8, 32, 32, 3]`
 * @throws ShapeError unless `t` has this layout
 * @internal
 */
export function expectLayout(
  functionName: string,
  argument: string,
  t: Tensor,
  layout: readonly (number | string)[],
  reason?: string,
): void {
  expectTensor(functionName, argument, t)
  const fits = (entry: number | string, axis: number) => typeof entry === 'string' || entry === t.shape[axis]
  if (t.shape.length === layout.length && layout.every(fits)) return
  const expected = `[${layout.join(', ')}]${reason === undefined ? '' : ` ${reason}`}`
  throw new ShapeError(functionName, argument, expected, formatShape(t.shape))
}

/** @throws ArgumentError unless every entry is from 0 to 1: probabilities, shares, one-hot rows */
export function expectShares(functionName: string, argument: string, t: Tensor): void {
  for (let index = 0; index < t.data.length; index++) {
    if (t.data[index] >= 0 && t.data[index] <= 1) continue
    throw new ArgumentError(functionName, argument, 'numbers from 0 to 1', `${t.data[index]} at entry ${index}`)
  }
}
