import { tensor, type Tensor } from 'grade-descent/student'
import { Axis } from './geometry.ts'

interface PoolOptions {
  poolSize: readonly [number, number]
  strides: readonly [number, number]
}

interface Window {
  rows: Axis
  columns: Axis
}

const place = (x: Tensor, { poolSize, strides }: PoolOptions): Window => ({
  rows: new Axis(x.shape[1], poolSize[0], strides[0]),
  columns: new Axis(x.shape[2], poolSize[1], strides[1]),
})

/** The entries under one window, with their places in x. */
function under(x: Tensor, { rows, columns }: Window, n: number, i: number, j: number, c: number): [number, number][] {
  const [, H, W, C] = x.shape
  const entries: [number, number][] = []
  for (let a = 0; a < rows.window; a++) {
    for (let b = 0; b < columns.window; b++) {
      const place = ((n * H + i * rows.stride + a) * W + j * columns.stride + b) * C + c
      entries.push([x.data[place], place])
    }
  }
  return entries
}

function winner(entries: [number, number][]): [number, number] {
  return entries.reduce((best, entry) => (entry[0] > best[0] ? entry : best))
}

function pooled(x: Tensor, window: Window, combine: (entries: [number, number][]) => number): Tensor {
  const [N, , , C] = x.shape
  const { rows, columns } = window
  const values: number[] = []
  for (let n = 0; n < N; n++)
    for (let i = 0; i < rows.outputs; i++)
      for (let j = 0; j < columns.outputs; j++)
        for (let c = 0; c < C; c++) values.push(combine(under(x, window, n, i, j, c)))
  return tensor(values, [N, rows.outputs, columns.outputs, C], x.dtype)
}

/** Each pixel gathers what the windows that it lies under send. */
function gathered(
  x: Tensor,
  { rows, columns }: Window,
  sent: (pixel: number, output: number, n: number, i: number, j: number, c: number) => number,
): Tensor {
  const [N, H, W, C] = x.shape
  const values: number[] = []
  for (let n = 0; n < N; n++)
    for (let h = 0; h < H; h++)
      for (let w = 0; w < W; w++)
        for (let c = 0; c < C; c++) {
          let total = 0
          for (let a = 0; a < rows.window; a++) {
            const i = rows.output(h, a)
            if (i === null) continue
            for (let b = 0; b < columns.window; b++) {
              const j = columns.output(w, b)
              if (j === null) continue
              total += sent(values.length, ((n * rows.outputs + i) * columns.outputs + j) * C + c, n, i, j, c)
            }
          }
          values.push(total)
        }
  return tensor(values, x.shape, x.dtype)
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  return pooled(x, place(x, options), (entries) => winner(entries)[0])
}

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const window = place(x, options)
  return gathered(x, window, (pixel, output, n, i, j, c) =>
    winner(under(x, window, n, i, j, c))[1] === pixel ? dOut.data[output] : 0,
  )
}

export function averagePool2d(x: Tensor, options: PoolOptions): Tensor {
  return pooled(
    x,
    place(x, options),
    (entries) => entries.reduce((total, [value]) => total + value, 0) / entries.length,
  )
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: PoolOptions): Tensor {
  const [height, width] = options.poolSize
  return gathered(x, place(x, options), (_pixel, output) => dOut.data[output] / (height * width))
}
