// Where the windows lie is worked out once for each geometry and kept; the functions then run down the lists.
import { tableFor } from './tables.ts'
import type { Tensor } from 'grade-descent/student'

interface ConvolutionOptions {
  strides: readonly [number, number]
  padding: 'valid' | 'same'
}

/** A tensor of zeros as a literal. */
function blank(shape: readonly number[], like: Tensor): Tensor {
  const length = shape.reduce((product, extent) => product * extent)
  const data = like.dtype === 'float64' ? new Float64Array(length) : new Float32Array(length)
  return { shape: [...shape], dtype: like.dtype, data: data as Tensor['data'] }
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, { strides, padding }: ConvolutionOptions): Tensor {
  const { rows, columns, outputs, pixels, taps } = tableFor(x.shape, filter.shape, strides, padding)
  const [, , C, F] = filter.shape
  const out = blank([x.shape[0], rows, columns, F], x)
  for (let index = 0; index < out.data.length; index++) out.data[index] = bias.data[index % F]
  for (let entry = 0; entry < outputs.length; entry++) {
    for (let c = 0; c < C; c++) {
      const value = x.data[pixels[entry] * C + c]
      const weight = (taps[entry] * C + c) * F
      for (let f = 0; f < F; f++) out.data[outputs[entry] * F + f] += value * filter.data[weight + f]
    }
  }
  return out
}

export function conv2dBackward(dOut: Tensor, x: Tensor, filter: Tensor, { strides, padding }: ConvolutionOptions) {
  const { outputs, pixels, taps } = tableFor(x.shape, filter.shape, strides, padding)
  const [, , C, F] = filter.shape
  const dX = blank(x.shape, x)
  const dFilter = blank(filter.shape, x)
  const dBias = blank([F], x)
  for (let entry = 0; entry < outputs.length; entry++) {
    for (let c = 0; c < C; c++) {
      for (let f = 0; f < F; f++) {
        const delta = dOut.data[outputs[entry] * F + f]
        dX.data[pixels[entry] * C + c] += delta * filter.data[(taps[entry] * C + c) * F + f]
        dFilter.data[(taps[entry] * C + c) * F + f] += delta * x.data[pixels[entry] * C + c]
      }
    }
  }
  dOut.data.forEach((delta, index) => (dBias.data[index % F] += delta))
  return { dX, dFilter, dBias }
}

export default conv2d
