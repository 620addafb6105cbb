// Seven loops, straight from the formula, with functions that read and write one entry.
import { zeros, zerosLike, type Tensor } from 'grade-descent/student'

interface ConvolutionOptions {
  strides: readonly [number, number]
  padding: 'valid' | 'same'
}

function position(t: Tensor, i: number, j: number, k: number, l: number): number {
  return ((i * t.shape[1] + j) * t.shape[2] + k) * t.shape[3] + l
}

function get(t: Tensor, i: number, j: number, k: number, l: number): number {
  return t.data[position(t, i, j, k, l)]
}

function addTo(t: Tensor, i: number, j: number, k: number, l: number, value: number): void {
  t.data[position(t, i, j, k, l)] += value
}

function outputLength(input: number, kernel: number, stride: number, padding: string): number {
  return padding === 'same' ? Math.ceil(input / stride) : Math.ceil((input - kernel + 1) / stride)
}

function paddingBefore(input: number, kernel: number, stride: number, padding: string): number {
  if (padding === 'valid') return 0
  const rest = input % stride
  const total = rest === 0 ? Math.max(kernel - stride, 0) : Math.max(kernel - rest, 0)
  return Math.floor(total / 2)
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const [N, H, W, C] = x.shape
  const [KH, KW, , F] = filter.shape
  const [sh, sw] = options.strides
  const OH = outputLength(H, KH, sh, options.padding)
  const OW = outputLength(W, KW, sw, options.padding)
  const top = paddingBefore(H, KH, sh, options.padding)
  const left = paddingBefore(W, KW, sw, options.padding)
  const out = zeros([N, OH, OW, F], x.dtype)
  for (let n = 0; n < N; n++) {
    for (let i = 0; i < OH; i++) {
      for (let j = 0; j < OW; j++) {
        for (let f = 0; f < F; f++) {
          let total = bias.data[f]
          for (let a = 0; a < KH; a++) {
            for (let b = 0; b < KW; b++) {
              const h = i * sh + a - top
              const w = j * sw + b - left
              if (h < 0 || h >= H || w < 0 || w >= W) continue
              for (let c = 0; c < C; c++) total += get(x, n, h, w, c) * get(filter, a, b, c, f)
            }
          }
          addTo(out, n, i, j, f, total)
        }
      }
    }
  }
  return out
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  const [N, H, W, C] = x.shape
  const [KH, KW, , F] = filter.shape
  const [, OH, OW] = dOut.shape
  const [sh, sw] = options.strides
  const top = paddingBefore(H, KH, sh, options.padding)
  const left = paddingBefore(W, KW, sw, options.padding)
  const dX = zerosLike(x)
  const dFilter = zerosLike(filter)
  const dBias = zeros([F], dOut.dtype)
  for (let n = 0; n < N; n++) {
    for (let i = 0; i < OH; i++) {
      for (let j = 0; j < OW; j++) {
        for (let f = 0; f < F; f++) {
          const d = get(dOut, n, i, j, f)
          dBias.data[f] += d
          for (let a = 0; a < KH; a++) {
            for (let b = 0; b < KW; b++) {
              const h = i * sh + a - top
              const w = j * sw + b - left
              if (h < 0 || h >= H || w < 0 || w >= W) continue
              for (let c = 0; c < C; c++) {
                addTo(dX, n, h, w, c, d * get(filter, a, b, c, f))
                addTo(dFilter, a, b, c, f, d * get(x, n, h, w, c))
              }
            }
          }
        }
      }
    }
  }
  return { dX, dFilter, dBias }
}
