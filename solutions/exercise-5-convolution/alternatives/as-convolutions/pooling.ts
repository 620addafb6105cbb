// The windows are laid out as rows first; then a maximum, a mean, and masks over rows.
import { argMax, div, max, mean, oneHot, mul, reshape, zeros, zerosLike, type Tensor } from 'grade-descent/student'

interface PoolOptions {
  poolSize: readonly [number, number]
  strides: readonly [number, number]
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  return reshape(max(windows(x, options), [1]), outputShape(x, options))
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const rows = windows(x, options)
  const mask = oneHot(argMax(rows, 1), rows.shape[1])
  return scatter(mul(mask, reshape(dOut, [rows.shape[0], 1])), x, options)
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  return reshape(mean(windows(x, options), [1]), outputShape(x, options))
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const size = options.poolSize[0] * options.poolSize[1]
  const share = div(dOut, size)
  const rows = zeros([dOut.data.length, size], dOut.dtype)
  for (let row = 0; row < dOut.data.length; row++) rows.data.fill(share.data[row], row * size, (row + 1) * size)
  return scatter(rows, x, options)
}

function outputShape(x: Tensor, { poolSize: [PH, PW], strides: [sh, sw] }: PoolOptions): number[] {
  const [N, H, W, C] = x.shape
  return [N, 1 + Math.trunc((H - PH) / sh), 1 + Math.trunc((W - PW) / sw), C]
}

/** Where in x each entry of each window is, window after window. */
function positions(x: Tensor, options: PoolOptions): number[] {
  const [N, OH, OW, C] = outputShape(x, options)
  const [, H, W] = x.shape
  const found: number[] = []
  for (let n = 0; n < N; n++) {
    for (let i = 0; i < OH; i++) {
      for (let j = 0; j < OW; j++) {
        for (let c = 0; c < C; c++) {
          for (let a = 0; a < options.poolSize[0]; a++) {
            for (let b = 0; b < options.poolSize[1]; b++) {
              found.push(((n * H + i * options.strides[0] + a) * W + j * options.strides[1] + b) * C + c)
            }
          }
        }
      }
    }
  }
  return found
}

/** [windows, entries of a window] */
function windows(x: Tensor, options: PoolOptions): Tensor {
  const places = positions(x, options)
  const size = options.poolSize[0] * options.poolSize[1]
  const rows = zeros([places.length / size, size], x.dtype)
  places.forEach((place, index) => (rows.data[index] = x.data[place]))
  return rows
}

function scatter(rows: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const dX = zerosLike(x)
  positions(x, options).forEach((place, index) => (dX.data[place] += rows.data[index]))
  return dX
}
