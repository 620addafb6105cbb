import type { Tensor } from 'grade-descent/student'
import { build, empty, toImages, toTensor, type Images } from './images.ts'

type Options = { poolSize: readonly [number, number]; strides: readonly [number, number] }

/** Row and column of each pixel of the window at (i, j). */
function pixelsOf({ poolSize, strides }: Options, i: number, j: number): [number, number][] {
  return build(poolSize[0], (a) =>
    build(poolSize[1], (b): [number, number] => [i * strides[0] + a, j * strides[1] + b]),
  ).flat()
}

function pool(x: Tensor, options: Options, combine: (values: number[]) => number): Tensor {
  const [, H, W, C] = x.shape
  const rows = Math.floor((H - options.poolSize[0]) / options.strides[0]) + 1
  const columns = Math.floor((W - options.poolSize[1]) / options.strides[1]) + 1
  const out: Images = toImages(x).map((image) =>
    build(rows, (i) =>
      build(columns, (j) => build(C, (c) => combine(pixelsOf(options, i, j).map(([h, w]) => image[h][w][c])))),
    ),
  )
  return toTensor(out, x)
}

const average = (values: number[]): number => values.reduce((total, value) => total + value) / values.length

export const maxPool2d = (x: Tensor, options: Options): Tensor => pool(x, options, (values) => Math.max(...values))
export const averagePool2d = (x: Tensor, options: Options): Tensor => pool(x, options, average)

export function maxPool2dBackward(dOut: Tensor, x: Tensor, options: Options): Tensor {
  const images = toImages(x)
  const dX = empty(x.shape)
  toImages(dOut).forEach((rows, n) =>
    rows.forEach((columns, i) =>
      columns.forEach((deltas, j) =>
        deltas.forEach((delta, c) => {
          const pixels = pixelsOf(options, i, j)
          const values = pixels.map(([h, w]) => images[n][h][w][c])
          const [h, w] = pixels[values.indexOf(Math.max(...values))]
          dX[n][h][w][c] += delta
        }),
      ),
    ),
  )
  return toTensor(dX, x)
}

export function averagePool2dBackward(dOut: Tensor, x: Tensor, options: Options): Tensor {
  const dX = empty(x.shape)
  toImages(dOut).forEach((rows, n) =>
    rows.forEach((columns, i) =>
      columns.forEach((deltas, j) =>
        deltas.forEach((delta, c) => {
          const pixels = pixelsOf(options, i, j)
          for (const [h, w] of pixels) dX[n][h][w][c] += delta / pixels.length
        }),
      ),
    ),
  )
  return toTensor(dX, x)
}
