import { expectArray } from '../expect-argument.ts'
import { formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'

/**
 * The axis counted from the front, where a negative one counts from the end.
 *
 * @throws ShapeError when a tensor of this shape has no such axis
 * @internal
 */
export function normalizeAxis(functionName: string, axis: number, shape: readonly number[]): number {
  const rank = shape.length
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    const expected = `a whole number from ${-rank} to ${rank - 1}`
    throw new ShapeError(
      functionName,
      'axis',
      rank === 0 ? 'left out for a scalar' : expected,
      `${axis} for shape ${formatShape(shape)}`,
    )
  }
  return axis < 0 ? axis + rank : axis
}

/** `axes` counted from the front, in ascending order; all of them when undefined. @internal */
export function normalizeAxes(
  functionName: string,
  axes: number | readonly number[] | undefined,
  shape: readonly number[],
): number[] {
  if (axes === undefined) return shape.map((_, axis) => axis)
  const given = typeof axes === 'number' ? [axes] : axes
  expectArray(functionName, 'axes', given, 'a number or an array of them')
  const normalized = given.map((axis) => normalizeAxis(functionName, axis, shape))
  if (new Set(normalized).size !== normalized.length) {
    throw new ShapeError(functionName, 'axes', 'different axes', formatShape(given))
  }
  return normalized.sort((a, b) => a - b)
}
