// The image is padded first, so that the only convolution needed is a valid one; the backward is two convolutions more:
// dX of the spread-out dOut with the turned filter, dFilter of the images with the spread-out dOut as their kernel.
import { add, sum, transpose, zeros, type Tensor } from 'grade-descent/student'
import { pad, spread, turned } from './images.ts'

type Pair = readonly [number, number]
interface Options {
  strides: Pair
  padding: 'valid' | 'same'
}

export const conv2d = (x: Tensor, filter: Tensor, bias: Tensor, { strides, padding }: Options): Tensor => {
  const [top, bottom] = paddings(x.shape[1], filter.shape[0], strides[0], padding)
  const [left, right] = paddings(x.shape[2], filter.shape[1], strides[1], padding)
  return add(validConvolution(pad(x, top, bottom, left, right), filter, strides), bias)
}

export const conv2dBackward = (dOut: Tensor, x: Tensor, filter: Tensor, { strides, padding }: Options) => {
  const [KH, KW] = filter.shape
  const [top, bottom] = paddings(x.shape[1], KH, strides[0], padding)
  const [left, right] = paddings(x.shape[2], KW, strides[1], padding)
  const padded = pad(x, top, bottom, left, right)
  const spaced = spread(dOut, strides)
  // What the windows left over at the end gets no gradient.
  const restRows = padded.shape[1] - KH + 1 - spaced.shape[1]
  const restColumns = padded.shape[2] - KW + 1 - spaced.shape[2]

  const around = pad(spaced, KH - 1, KH - 1 + restRows, KW - 1, KW - 1 + restColumns)
  const dPadded = validConvolution(around, turned(filter), [1, 1])

  const used = pad(padded, 0, -restRows, 0, -restColumns)
  // Channels as the batch, the batch as channels: [C, H, W, N] with [H', W', N, F] gives [C, KH, KW, F].
  const byChannel = transpose(used, [3, 1, 2, 0])
  const asKernel = transpose(spaced, [1, 2, 0, 3])
  return {
    dX: pad(dPadded, -top, -bottom, -left, -right),
    dFilter: transpose(validConvolution(byChannel, asKernel, [1, 1]), [1, 2, 0, 3]),
    dBias: sum(dOut, [0, 1, 2]),
  }
}

function paddings(input: number, kernel: number, stride: number, padding: Options['padding']): Pair {
  if (padding === 'valid') return [0, 0]
  const total = Math.max((Math.ceil(input / stride) - 1) * stride + kernel - input, 0)
  const before = total >> 1
  return [before, total - before]
}

function validConvolution(x: Tensor, filter: Tensor, strides: Pair): Tensor {
  const [N, H, W, C] = x.shape
  const [KH, KW, , F] = filter.shape
  const rows = Math.floor((H - KH) / strides[0]) + 1
  const columns = Math.floor((W - KW) / strides[1]) + 1
  const result = zeros([N, rows, columns, F], x.dtype)
  const sums = new Float64Array(F)
  for (let n = 0; n < N; n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        sums.fill(0)
        for (let a = 0; a < KH; a++) {
          for (let b = 0; b < KW; b++) {
            const pixel = ((n * H + i * strides[0] + a) * W + j * strides[1] + b) * C
            const tap = (a * KW + b) * C
            for (let c = 0; c < C; c++) {
              const value = x.data[pixel + c]
              for (let f = 0; f < F; f++) sums[f] += value * filter.data[(tap + c) * F + f]
            }
          }
        }
        result.data.set(sums, ((n * rows + i) * columns + j) * F)
      }
    }
  }
  return result
}
