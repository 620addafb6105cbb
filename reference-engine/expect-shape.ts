import { ShapeError } from './shape-error.ts'
import type { Tensor } from './tensor.ts'

/** A shape as it is written in messages: `[2, 3]`. @internal */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}

/** @internal */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis])
}

/** @throws ShapeError unless `t` has exactly this shape @internal */
export function expectShape(functionName: string, argument: string, t: Tensor, shape: readonly number[]): void {
  if (sameShape(t.shape, shape)) return
  throw new ShapeError(functionName, argument, `of shape ${formatShape(shape)}`, formatShape(t.shape))
}

/** @throws ShapeError unless `t` has exactly this many axes; `layout` names them, such as `[N, C]` @internal */
export function expectRank(functionName: string, argument: string, t: Tensor, rank: number, layout: string): void {
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
  const fits = (entry: number | string, axis: number) => typeof entry === 'string' || entry === t.shape[axis]
  if (t.shape.length === layout.length && layout.every(fits)) return
  const expected = `[${layout.join(', ')}]${reason === undefined ? '' : ` ${reason}`}`
  throw new ShapeError(functionName, argument, expected, formatShape(t.shape))
}
