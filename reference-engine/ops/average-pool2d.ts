import { expectLayout, formatShape } from '../expect-shape.ts'
import { placePool, pooledShape, type PoolOptions } from '../pool-windows.ts'
import { floatingType } from '../primitives/result-type.ts'
import { zeros, type Tensor } from '../tensor.ts'
import { eachTap, type SlidingWindows } from '../window.ts'

/**
 * The mean of each channel under each window, taken over the pixels of the image alone: padding is not counted, as in
 * TensorFlow.
 *
 * @param x [N, H, W, C]
 * @returns [N, output height, output width, C]
 * @throws ShapeError when x has another rank or is too small for one window
 * @throws ArgumentError when an option can't be
 */
export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('averagePool2d', x, options)
  const channels = x.shape[3]
  const counts = countPixels(windows)
  const output = zeros(pooledShape(windows, x), floatingType(x.dtype))
  eachTap(windows, (outputPixel, inputPixel) => {
    const to = outputPixel * channels
    const from = inputPixel * channels
    for (let channel = 0; channel < channels; channel++) {
      output.data[to + channel] += x.data[from + channel] / counts[outputPixel]
    }
  })
  return output
}

/**
 * Each entry of dOut is shared out evenly among the pixels under its window; windows that overlap add up.
 *
 * @param dOut [N, output height, output width, C]
 * @param x [N, H, W, C], what the op was given
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError when an option can't be
 */
export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const windows = placePool('averagePool2dBackward', x, options)
  expectLayout('averagePool2dBackward', 'dOut', dOut, pooledShape(windows, x), `to match x ${formatShape(x.shape)}`)
  const channels = x.shape[3]
  const counts = countPixels(windows)
  const dX = zeros(x.shape, floatingType(dOut.dtype))
  eachTap(windows, (outputPixel, inputPixel) => {
    const from = outputPixel * channels
    const to = inputPixel * channels
    for (let channel = 0; channel < channels; channel++) {
      dX.data[to + channel] += dOut.data[from + channel] / counts[outputPixel]
    }
  })
  return dX
}

/** For each pixel of the output, how many pixels of x lie under its window. */
function countPixels(windows: SlidingWindows): Int32Array {
  const counts = new Int32Array(windows.samples * windows.rows.output * windows.columns.output)
  eachTap(windows, (outputPixel) => {
    counts[outputPixel]++
  })
  return counts
}
