import { argMax, max, mean, reshape, slice, zeros, zerosLike, type Tensor } from 'grade-descent/student'

interface PoolOptions {
  poolSize: readonly [number, number]
  strides: readonly [number, number]
}

interface Window {
  /** [PH * PW, C] */
  patch: Tensor
  n: number
  i: number
  j: number
  row: number
  column: number
}

function windowsOf(x: Tensor, { poolSize: [PH, PW], strides }: PoolOptions): Window[] {
  const [N, H, W, C] = x.shape
  const found: Window[] = []
  for (let n = 0; n < N; n++) {
    for (let i = 0, row = 0; row + PH <= H; i++, row += strides[0]) {
      for (let j = 0, column = 0; column + PW <= W; j++, column += strides[1]) {
        const patch = reshape(slice(x, [n, row, column, 0], [1, PH, PW, C]), [PH * PW, C])
        found.push({ patch, n, i, j, row, column })
      }
    }
  }
  return found
}

function pool(x: Tensor, options: PoolOptions, combine: (patch: Tensor) => Tensor): Tensor {
  const windows = windowsOf(x, options)
  const { i, j } = windows[windows.length - 1]
  const out = zeros([x.shape[0], i + 1, j + 1, x.shape[3]], x.dtype)
  windows.forEach(({ patch }, index) => out.data.set(combine(patch).data, index * x.shape[3]))
  return out
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  return pool(x, options, (patch) => max(patch, [0]))
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  return pool(x, options, (patch) => mean(patch, [0]))
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const [, H, W, C] = x.shape
  const dX = zerosLike(x)
  windowsOf(x, options).forEach(({ patch, n, row, column }, index) => {
    argMax(patch, 0).data.forEach((place, c) => {
      const h = row + Math.floor(place / options.poolSize[1])
      const w = column + (place % options.poolSize[1])
      dX.data[((n * H + h) * W + w) * C + c] += dOut.data[index * C + c]
    })
  })
  return dX
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const [, H, W, C] = x.shape
  const [PH, PW] = options.poolSize
  const dX = zerosLike(x)
  windowsOf(x, options).forEach(({ n, row, column }, index) => {
    for (let h = row; h < row + PH; h++) {
      for (let w = column; w < column + PW; w++) {
        for (let c = 0; c < C; c++) dX.data[((n * H + h) * W + w) * C + c] += dOut.data[index * C + c] / (PH * PW)
      }
    }
  })
  return dX
}
