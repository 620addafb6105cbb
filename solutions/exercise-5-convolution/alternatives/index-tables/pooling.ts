import { zeros, type Tensor } from 'grade-descent/student'
import { tableFor } from './tables.ts'

interface PoolOptions {
  poolSize: readonly [number, number]
  strides: readonly [number, number]
}

function winnersOf(x: Tensor, { poolSize, strides }: PoolOptions): { winners: Int32Array; shape: number[] } {
  const { rows, columns, outputs, pixels } = tableFor(x.shape, poolSize, strides)
  const [N, , , C] = x.shape
  const shape = [N, rows, columns, C]
  const winners = new Int32Array(N * rows * columns * C).fill(-1)
  for (const [entry, output] of outputs.entries()) {
    for (let c = 0; c < C; c++) {
      const candidate = pixels[entry] * C + c
      const best = winners[output * C + c]
      if (best < 0 || x.data[candidate] > x.data[best]) winners[output * C + c] = candidate
    }
  }
  return { winners, shape }
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  const { winners, shape } = winnersOf(x, options)
  const out = zeros(shape, x.dtype)
  winners.forEach((winner, index) => (out.data[index] = x.data[winner]))
  return out
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const dX = zeros(x.shape, dOut.dtype)
  winnersOf(x, options).winners.forEach((winner, index) => (dX.data[winner] += dOut.data[index]))
  return dX
}

export function averagePool2d(x: Tensor, { poolSize, strides }: PoolOptions): Tensor {
  const { rows, columns, outputs, pixels } = tableFor(x.shape, poolSize, strides)
  const [N, , , C] = x.shape
  const sums = new Float64Array(N * rows * columns * C)
  outputs.forEach((output, entry) => {
    for (let c = 0; c < C; c++) sums[output * C + c] += x.data[pixels[entry] * C + c]
  })
  const out = zeros([N, rows, columns, C], x.dtype)
  out.data.set(sums.map((total) => total / poolSize[0] / poolSize[1]))
  return out
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, { poolSize, strides }: PoolOptions): Tensor {
  const { outputs, pixels } = tableFor(x.shape, poolSize, strides)
  const C = x.shape[3]
  const dX = zeros(x.shape, dOut.dtype)
  outputs.forEach((output, entry) => {
    for (let c = 0; c < C; c++) dX.data[pixels[entry] * C + c] += dOut.data[output * C + c] / poolSize[0] / poolSize[1]
  })
  return dX
}
