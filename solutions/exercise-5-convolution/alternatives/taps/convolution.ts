// One tap of the kernel at a time: the pixels that this tap meets, as a matrix, times the tap's own C x F matrix.
import { add, matMul, reshape, slice, sum, zeros, zerosLike, type Tensor } from 'grade-descent/student'

interface ConvolutionOptions {
  strides: readonly [number, number]
  padding: 'valid' | 'same'
}

/** Which pixel of x the tap meets at each output position; -1 outside. */
function metByTap(x: Tensor, size: Size, a: number, b: number, strides: readonly number[]): Int32Array {
  const [N, H, W] = x.shape
  const met = new Int32Array(N * size.rows * size.columns)
  for (let p = 0; p < met.length; p++) {
    const j = p % size.columns
    const i = Math.floor(p / size.columns) % size.rows
    const n = Math.floor(p / (size.columns * size.rows))
    const h = i * strides[0] + a - size.top
    const w = j * strides[1] + b - size.left
    const inside = h >= 0 && w >= 0 && h < H && w < W
    met[p] = inside ? (n * H + h) * W + w : -1
  }
  return met
}

interface Size {
  rows: number
  columns: number
  top: number
  left: number
}

function sizeOf(x: Tensor, filter: Tensor, { strides, padding }: ConvolutionOptions): Size {
  const [[rows, top], [columns, left]] = [0, 1].map((axis) => {
    const input = x.shape[axis + 1]
    const kernel = filter.shape[axis]
    if (padding !== 'same') return [Math.floor((input - kernel + strides[axis]) / strides[axis]), 0]
    const output = Math.floor((input + strides[axis] - 1) / strides[axis])
    return [output, Math.floor(Math.max((output - 1) * strides[axis] + kernel - input, 0) / 2)]
  })
  return { rows, columns, top, left }
}

function pick(x: Tensor, met: Int32Array): Tensor {
  const C = x.shape[3]
  const picked = zeros([met.length, C], x.dtype)
  met.forEach((pixel, row) => {
    if (pixel >= 0) picked.data.set(x.data.subarray(pixel * C, (pixel + 1) * C), row * C)
  })
  return picked
}

function tapMatrix(filter: Tensor, a: number, b: number): Tensor {
  const [, , C, F] = filter.shape
  return reshape(slice(filter, [a, b, 0, 0], [1, 1, C, F]), [C, F])
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const [KH, KW, , F] = filter.shape
  const size = sizeOf(x, filter, options)
  let out = zeros([x.shape[0] * size.rows * size.columns, F], x.dtype)
  for (let a = 0; a < KH; a++) {
    for (let b = 0; b < KW; b++) {
      const pixels = pick(x, metByTap(x, size, a, b, options.strides))
      out = add(out, matMul(pixels, tapMatrix(filter, a, b)))
    }
  }
  return reshape(add(out, bias), [x.shape[0], size.rows, size.columns, F])
}

export function conv2dBackward(dOut: Tensor, x: Tensor, filter: Tensor, options: ConvolutionOptions) {
  const [KH, KW, C, F] = filter.shape
  const size = sizeOf(x, filter, options)
  const flat = reshape(dOut, [dOut.data.length / F, F])
  const dX = zerosLike(x)
  const dFilter = zerosLike(filter)
  for (let a = 0; a < KH; a++) {
    for (let b = 0; b < KW; b++) {
      const met = metByTap(x, size, a, b, options.strides)
      dFilter.data.set(matMul(pick(x, met), flat, true, false).data, (a * KW + b) * C * F)
      const back = matMul(flat, tapMatrix(filter, a, b), false, true)
      met.forEach((pixel, row) => {
        if (pixel < 0) return
        for (let c = 0; c < C; c++) dX.data[pixel * C + c] += back.data[row * C + c]
      })
    }
  }
  return { dX, dFilter, dBias: sum(flat, [0]) }
}
