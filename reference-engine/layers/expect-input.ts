import { formatValue } from '../expect-argument.ts'
import { ShapeError } from '../shape-error.ts'

/** @throws ShapeError unless a sample has as many axes as `layout`, such as `[height, width, channels]`, names @internal */
export function expectInput(layer: string, inputShape: readonly number[], layout: string): void {
  if (isSampleShape(inputShape) && inputShape.length === layout.split(',').length) return
  throw new ShapeError(layer, 'inputShape', `${layout}, without the batch`, formatValue(inputShape))
}

/** @throws ShapeError unless it is the shape of a sample with one axis or more */
export function expectSampleShape(layer: string, inputShape: readonly number[]): void {
  if (isSampleShape(inputShape) && inputShape.length > 0) return
  const expected = 'one whole number of 1 or more for each axis of a sample, without the batch'
  throw new ShapeError(layer, 'inputShape', expected, formatValue(inputShape))
}

function isSampleShape(value: unknown): boolean {
  return Array.isArray(value) && value.every((extent) => Number.isSafeInteger(extent) && extent > 0)
}
