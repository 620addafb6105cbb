import { ShapeError } from './shape-error.ts'
import type { Tensor } from './tensor.ts'

/** A shape as it is written in messages: `[2, 3]`. */
export function formatShape(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis])
}

/** @throws ShapeError unless `t` has exactly this shape */
export function expectShape(functionName: string, argument: string, t: Tensor, shape: readonly number[]): void {
  if (sameShape(t.shape, shape)) return
  throw new ShapeError(functionName, argument, `of shape ${formatShape(shape)}`, formatShape(t.shape))
}

/** @throws ShapeError unless `t` has exactly this many axes; `layout` names them, such as `[N, C]` */
export function expectRank(functionName: string, argument: string, t: Tensor, rank: number, layout: string): void {
  if (t.shape.length === rank) return
  throw new ShapeError(functionName, argument, `of rank ${rank}, ${layout}`, formatShape(t.shape))
}
