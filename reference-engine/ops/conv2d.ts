import { expectObject } from '../expect-argument.ts'
import { expectLayout, formatShape } from '../expect-shape.ts'
import { floatingType, resultType } from '../primitives/result-type.ts'
import { ShapeError } from '../shape-error.ts'
import { allocate, type DType, type Tensor } from '../tensor.ts'
import { eachTap, placeWindows, type Padding, type Pair, type SlidingWindows } from '../window.ts'

/** Strides of [1, 1], no padding and no dilation unless told. */
export type ConvolutionOptions = { strides?: Pair; padding?: Padding; dilations?: Pair }

/**
 * The convolution of deep learning, which does not flip the filter (a cross-correlation; LeCun et al., 1998):
 *
 *     out[n, i, j, f] = bias[f] + sum_{a, b, c} x[n, i * stride + a * dilation - top, j * stride + b * dilation - left, c] * filter[a, b, c, f]
 *
 * where x is 0 outside the image. Products are summed in double precision.
 *
 * @param x [N, H, W, C]
 * @param filter [height, width, C, F]
 * @param bias [F]
 * @returns [N, output height, output width, F]; a side is ceil(side / stride) long with 'same', else
 *   floor((side + padding - dilation * (height - 1) - 1) / stride) + 1
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError when an option can't be
 */
export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions = {}): Tensor {
  const windows = expectFit('conv2d', x, filter, options)
  const [channels, filters] = filter.shape.slice(2)
  expectLayout('conv2d', 'bias', bias, [filters], `to match filter ${formatShape(filter.shape)}`)
  const shape = [windows.samples, windows.rows.output, windows.columns.output, filters]
  const input = doubles(x)
  const weights = doubles(filter)
  const sums = new Float64Array(shape[0] * shape[1] * shape[2] * filters)
  for (let start = 0; start < sums.length; start += filters) sums.set(bias.data, start)
  eachTap(windows, (outputPixel, inputPixel, tap) => {
    const to = outputPixel * filters
    for (let channel = 0; channel < channels; channel++) {
      const value = input[inputPixel * channels + channel]
      const from = (tap * channels + channel) * filters
      for (let f = 0; f < filters; f++) sums[to + f] += value * weights[from + f]
    }
  })
  return rounded(sums, shape, floatingType(resultType(x, filter, bias)))
}

/**
 * Each product of the forward gives its part to both factors: dX[pixel, c] += dOut[f] * filter[tap, c, f] and
 * dFilter[tap, c, f] += x[pixel, c] * dOut[f]; dBias is dOut summed over all pixels.
 *
 * @param dOut [N, output height, output width, F]
 * @param x [N, H, W, C], what the op was given
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError when an option can't be
 */
export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions = {},
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  const windows = expectFit('conv2dBackward', x, filter, options)
  const filters = filter.shape[3]
  const reason = `to match x ${formatShape(x.shape)} and filter ${formatShape(filter.shape)}`
  const layout = [windows.samples, windows.rows.output, windows.columns.output, filters]
  expectLayout('conv2dBackward', 'dOut', dOut, layout, reason)
  const dtype = floatingType(resultType(dOut, x, filter))
  const upstream = doubles(dOut)
  return {
    dX: rounded(inputGradient(windows, upstream, x, filter), x.shape, dtype),
    dFilter: rounded(filterGradient(windows, upstream, x, filter), filter.shape, dtype),
    dBias: rounded(biasGradient(upstream, filters), [filters], dtype),
  }
}

function inputGradient(windows: SlidingWindows, upstream: Float64Array, x: Tensor, filter: Tensor): Float64Array {
  const [channels, filters] = filter.shape.slice(2)
  const weights = doubles(filter)
  const dX = new Float64Array(x.data.length)
  eachTap(windows, (outputPixel, inputPixel, tap) => {
    const from = outputPixel * filters
    for (let channel = 0; channel < channels; channel++) {
      const weight = (tap * channels + channel) * filters
      let total = 0
      for (let f = 0; f < filters; f++) total += upstream[from + f] * weights[weight + f]
      dX[inputPixel * channels + channel] += total
    }
  })
  return dX
}

function filterGradient(windows: SlidingWindows, upstream: Float64Array, x: Tensor, filter: Tensor): Float64Array {
  const [channels, filters] = filter.shape.slice(2)
  const input = doubles(x)
  const dFilter = new Float64Array(filter.data.length)
  eachTap(windows, (outputPixel, inputPixel, tap) => {
    const from = outputPixel * filters
    for (let channel = 0; channel < channels; channel++) {
      const value = input[inputPixel * channels + channel]
      const to = (tap * channels + channel) * filters
      for (let f = 0; f < filters; f++) dFilter[to + f] += value * upstream[from + f]
    }
  })
  return dFilter
}

function biasGradient(upstream: Float64Array, filters: number): Float64Array {
  const dBias = new Float64Array(filters)
  for (let index = 0; index < upstream.length; index++) dBias[index % filters] += upstream[index]
  return dBias
}

function expectFit(functionName: string, x: Tensor, filter: Tensor, options: ConvolutionOptions): SlidingWindows {
  expectLayout(functionName, 'x', x, ['N', 'H', 'W', 'C'])
  const layout = ['height', 'width', x.shape[3], 'channels']
  expectLayout(functionName, 'filter', filter, layout, `to match x ${formatShape(x.shape)}`)
  const [height, width] = filter.shape
  if (height < 1 || width < 1) {
    const expected = '[height, width, C, F] of at least one pixel'
    throw new ShapeError(functionName, 'filter', expected, formatShape(filter.shape))
  }
  expectObject(functionName, 'options', options, '{ strides?, padding?, dilations? }')
  const { strides = [1, 1], padding = 'valid', dilations = [1, 1] } = options
  return placeWindows(functionName, x.shape, [height, width], strides, padding, dilations)
}

/** In double precision, so that the loops meet a single kind of array and sums lose nothing. */
function doubles(t: Tensor): Float64Array {
  return t.data instanceof Float64Array ? t.data : new Float64Array(t.data)
}

function rounded(sums: Float64Array, shape: readonly number[], dtype: DType): Tensor {
  const data = allocate(dtype, sums.length)
  data.set(sums)
  return { shape: [...shape], dtype, data }
}
