// The kit's own operations on one patch at a time, as one would with NumPy: slice, multiply, sum. Slow, and right.
import { add, concat, matMul, mul, reshape, slice, sum, zeros, type Tensor } from 'grade-descent/student'

interface ConvolutionOptions {
  strides: readonly [number, number]
  padding: 'valid' | 'same'
}

/** How many zeros to put before and after. */
function zerosAround(input: number, kernel: number, stride: number, padding: 'valid' | 'same'): [number, number] {
  if (padding === 'valid') return [0, 0]
  const total = Math.max((Math.ceil(input / stride) - 1) * stride + kernel - input, 0)
  return [Math.floor(total / 2), total - Math.floor(total / 2)]
}

function padAxis(x: Tensor, axis: number, [before, after]: [number, number]): Tensor {
  const block = (length: number): Tensor =>
    zeros(
      x.shape.map((extent, a) => (a === axis ? length : extent)),
      x.dtype,
    )
  const blocks = [...(before > 0 ? [block(before)] : []), x, ...(after > 0 ? [block(after)] : [])]
  return blocks.length === 1 ? x : concat(blocks, axis)
}

function around(x: Tensor, filter: Tensor, { strides, padding }: ConvolutionOptions) {
  const rows = zerosAround(x.shape[1], filter.shape[0], strides[0], padding)
  const columns = zerosAround(x.shape[2], filter.shape[1], strides[1], padding)
  return { padded: padAxis(padAxis(x, 1, rows), 2, columns), top: rows[0], left: columns[0] }
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const { padded } = around(x, filter, options)
  const [N, H, W, C] = padded.shape
  const [KH, KW, , F] = filter.shape
  const [sh, sw] = options.strides
  const rows = Math.floor((H - KH) / sh) + 1
  const columns = Math.floor((W - KW) / sw) + 1
  const kernels = Array.from({ length: F }, (_, f) => slice(filter, [0, 0, 0, f], [KH, KW, C, 1]))
  const out = zeros([N, rows, columns, F], x.dtype)
  let next = 0
  for (let n = 0; n < N; n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const patch = reshape(slice(padded, [n, i * sh, j * sw, 0], [1, KH, KW, C]), [KH, KW, C, 1])
        for (let f = 0; f < F; f++) out.data[next++] = sum(mul(patch, kernels[f])).data[0] + bias.data[f]
      }
    }
  }
  return out
}

export function conv2dBackward(dOut: Tensor, x: Tensor, filter: Tensor, options: ConvolutionOptions) {
  const { padded, top, left } = around(x, filter, options)
  const [KH, KW, C, F] = filter.shape
  const [N, OH, OW] = dOut.shape
  const [sh, sw] = options.strides
  const matrix = reshape(filter, [KH * KW * C, F])
  let dMatrix = zeros([KH * KW * C, F], x.dtype)
  const dPadded = zeros(padded.shape, x.dtype)
  const [, H, W] = padded.shape
  for (let n = 0; n < N; n++) {
    for (let i = 0; i < OH; i++) {
      for (let j = 0; j < OW; j++) {
        const delta = reshape(slice(dOut, [n, i, j, 0], [1, 1, 1, F]), [1, F])
        const patch = reshape(slice(padded, [n, i * sh, j * sw, 0], [1, KH, KW, C]), [KH * KW * C, 1])
        dMatrix = add(dMatrix, matMul(patch, delta))
        const dPatch = matMul(delta, matrix, false, true)
        for (let a = 0; a < KH; a++) {
          const start = ((n * H + i * sh + a) * W + j * sw) * C
          for (let k = 0; k < KW * C; k++) dPadded.data[start + k] += dPatch.data[a * KW * C + k]
        }
      }
    }
  }
  return {
    dX: slice(dPadded, [0, top, left, 0], [N, x.shape[1], x.shape[2], C]),
    dFilter: reshape(dMatrix, filter.shape),
    dBias: sum(dOut, [0, 1, 2]),
  }
}
