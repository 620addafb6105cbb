import { ArgumentError } from './argument-error.ts'
import { formatValue } from './expect-argument.ts'
import { formatShape } from './expect-shape.ts'
import { ShapeError } from './shape-error.ts'

/** Height, then width. */
export type Pair = readonly [number, number]

/**
 * What is laid around an image: nothing; as many zeros as make the output ceil(extent / stride) large, the odd one at the end
 * (as TensorFlow pads); or rows and columns of zeros by number, [[top, bottom], [left, right]].
 */
export type Padding = 'valid' | 'same' | readonly [Pair, Pair]

/** A window that slides along one axis: position `output` begins at input `output * stride - before`. @internal */
export type SlidingWindow = {
  input: number
  output: number
  size: number
  stride: number
  dilation: number
  before: number
}

/** A window that slides over the images of a batch. @internal */
export type SlidingWindows = { samples: number; rows: SlidingWindow; columns: SlidingWindow }

/**
 * Where windows of `size` taps, `dilations` apart, come to lie on x.
 *
 * @param shape of x: [N, H, W, C]
 * @throws ArgumentError when an option can't be
 * @throws ShapeError when not one window fits
 * @internal
 */
export function placeWindows(
  functionName: string,
  shape: readonly number[],
  size: Pair,
  strides: Pair,
  padding: Padding,
  dilations: Pair = [1, 1],
): SlidingWindows {
  expectPair(functionName, 'strides', strides, 1)
  expectPair(functionName, 'dilations', dilations, 1)
  expectPadding(functionName, padding)
  const [samples, height, width] = shape
  const rows = slide(height, size[0], strides[0], typeof padding === 'string' ? padding : padding[0], dilations[0])
  const columns = slide(width, size[1], strides[1], typeof padding === 'string' ? padding : padding[1], dilations[1])
  if (rows.output < 1 || columns.output < 1) {
    const extent = [rows, columns].map((axis) => (axis.size - 1) * axis.dilation + 1)
    const expected = `at least ${extent.join(' x ')} pixels large, padding included, for one window to fit`
    throw new ShapeError(functionName, 'x', expected, formatShape(shape))
  }
  return { samples, rows, columns }
}

function slide(
  input: number,
  size: number,
  stride: number,
  padding: 'valid' | 'same' | Pair,
  dilation: number,
): SlidingWindow {
  const reach = (size - 1) * dilation + 1
  if (padding === 'same') {
    const output = Math.ceil(input / stride)
    const missing = Math.max(0, (output - 1) * stride + reach - input)
    return { input, output, size, stride, dilation, before: Math.floor(missing / 2) }
  }
  const [before, after] = padding === 'valid' ? [0, 0] : padding
  const output = Math.floor((before + input + after - reach) / stride) + 1
  return { input, output, size, stride, dilation, before }
}

/**
 * Visits every pixel of the output, row by row, and with it every pixel of x under its window, row by row; what is padding is
 * left out. Pixels are counted through the whole batch, taps through the window: pixel p of a tensor with C channels begins at
 * entry p * C.
 *
 * @internal
 */
export function eachTap(
  { samples, rows, columns }: SlidingWindows,
  visit: (outputPixel: number, inputPixel: number, tap: number) => void,
): void {
  for (let sample = 0; sample < samples; sample++) {
    for (let outputRow = 0; outputRow < rows.output; outputRow++) {
      for (let outputColumn = 0; outputColumn < columns.output; outputColumn++) {
        const outputPixel = (sample * rows.output + outputRow) * columns.output + outputColumn
        for (let tapRow = 0; tapRow < rows.size; tapRow++) {
          const row = inputPosition(rows, outputRow, tapRow)
          if (row < 0 || row >= rows.input) continue
          for (let tapColumn = 0; tapColumn < columns.size; tapColumn++) {
            const column = inputPosition(columns, outputColumn, tapColumn)
            if (column < 0 || column >= columns.input) continue
            const inputPixel = (sample * rows.input + row) * columns.input + column
            visit(outputPixel, inputPixel, tapRow * columns.size + tapColumn)
          }
        }
      }
    }
  }
}

function inputPosition(axis: SlidingWindow, output: number, tap: number): number {
  return output * axis.stride + tap * axis.dilation - axis.before
}

/** @throws ArgumentError unless `value` is two whole numbers of `lowest` or more @internal */
export function expectPair(functionName: string, argument: string, value: unknown, lowest: number): void {
  if (isPair(value, lowest)) return
  throw new ArgumentError(functionName, argument, `two whole numbers of ${lowest} or more`, formatValue(value))
}

/** @throws ArgumentError unless it is one of the three kinds of padding */
export function expectPadding(functionName: string, padding: unknown): void {
  if (padding === 'valid' || padding === 'same') return
  if (Array.isArray(padding) && padding.length === 2 && padding.every((pair) => isPair(pair, 0))) return
  const expected = "'valid', 'same' or [[top, bottom], [left, right]]"
  throw new ArgumentError(functionName, 'padding', expected, formatValue(padding))
}

function isPair(value: unknown, lowest: number): boolean {
  return (
    Array.isArray(value) && value.length === 2 && value.every((entry) => Number.isSafeInteger(entry) && entry >= lowest)
  )
}
