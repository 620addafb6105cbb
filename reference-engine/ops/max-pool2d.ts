import { expectLayout, formatShape } from '../expect-shape.ts'
import { placePool, pooledShape, type PoolOptions } from '../pool-windows.ts'
import { floatingType } from '../primitives/result-type.ts'
import { allocate, zeros, type Tensor } from '../tensor.ts'
import { eachTap, type SlidingWindows } from '../window.ts'

/**
 * The largest entry of each channel under each window. Padding counts nothing; NaN wins, so that it shows.
 *
 * @param x [N, H, W, C]
 * @returns [N, output height, output width, C]
 * @throws ShapeError when x has another rank or is too small for one window
 * @throws ArgumentError when an option can't be
 */
export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('maxPool2d', x, options)
  const winners = findWinners(windows, x)
  const data = allocate(x.dtype, winners.length)
  for (let index = 0; index < winners.length; index++) data[index] = x.data[winners[index]]
  return { shape: pooledShape(windows, x), dtype: x.dtype, data }
}

/**
 * Each entry of dOut goes to the largest entry under its window, a tie to the first in row order; windows that overlap add up.
 *
 * @param dOut [N, output height, output width, C]
 * @param x [N, H, W, C], what the op was given
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError when an option can't be
 */
export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('maxPool2dBackward', x, options)
  expectLayout('maxPool2dBackward', 'dOut', dOut, pooledShape(windows, x), `to match x ${formatShape(x.shape)}`)
  const winners = findWinners(windows, x)
  const dX = zeros(x.shape, floatingType(dOut.dtype))
  for (let index = 0; index < winners.length; index++) dX.data[winners[index]] += dOut.data[index]
  return dX
}

/** For each entry of the output, which entry of x it is. */
function findWinners(windows: SlidingWindows, x: Tensor): Int32Array {
  const { samples, rows, columns } = windows
  const channels = x.shape[3]
  const winners = new Int32Array(samples * rows.output * columns.output * channels).fill(-1)
  eachTap(windows, (outputPixel, inputPixel) => {
    for (let channel = 0; channel < channels; channel++) {
      const index = outputPixel * channels + channel
      const candidate = inputPixel * channels + channel
      const value = x.data[candidate]
      if (winners[index] < 0 || value > x.data[winners[index]] || Number.isNaN(value)) winners[index] = candidate
    }
  })
  return winners
}
