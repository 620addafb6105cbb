import { formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'

/** @throws ShapeError unless a sample has as many axes as `layout`, such as `[height, width, channels]`, names @internal */
export function expectInput(layer: string, inputShape: readonly number[], layout: string): void {
  const rank = layout.split(',').length
  if (inputShape.length === rank && inputShape.every((extent) => Number.isInteger(extent) && extent > 0)) return
  throw new ShapeError(layer, 'inputShape', `${layout}, without the batch`, formatShape(inputShape))
}
