// On plain nested arrays: pad, then slide; backwards into a padded array that is cropped in the end.
import { tensor, type Tensor } from 'grade-descent/student'
import { build, empty, toImages, toTensor, type Images } from './images.ts'

type Padding = 'valid' | 'same'
type Options = { strides: readonly [number, number]; padding: Padding }

function amounts(size: number, kernel: number, stride: number, padding: Padding): [number, number] {
  if (padding === 'valid') return [0, 0]
  let total = (Math.ceil(size / stride) - 1) * stride + kernel - size
  if (total < 0) total = 0
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}

function paddedImages(
  x: Tensor,
  filter: Tensor,
  { strides, padding }: Options,
): { images: Images; top: number; left: number } {
  const [N, H, W, C] = x.shape
  const [top, bottom] = amounts(H, filter.shape[0], strides[0], padding)
  const [left, right] = amounts(W, filter.shape[1], strides[1], padding)
  const images = empty([N, H + top + bottom, W + left + right, C])
  toImages(x).forEach((image, n) =>
    image.forEach((row, h) => row.forEach((pixel, w) => (images[n][h + top][w + left] = pixel))),
  )
  return { images, top, left }
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: Options): Tensor {
  const { images } = paddedImages(x, filter, options)
  const kernel = toImages(filter)
  const [KH, KW, C, F] = filter.shape
  const [sh, sw] = options.strides
  const OH = Math.floor((images[0].length - KH) / sh) + 1
  const OW = Math.floor((images[0][0].length - KW) / sw) + 1
  const out = images.map((image) =>
    build(OH, (i) =>
      build(OW, (j) =>
        build(F, (f) => {
          let total = 0
          for (let a = 0; a < KH; a++) {
            for (let b = 0; b < KW; b++) {
              for (let c = 0; c < C; c++) total += image[i * sh + a][j * sw + b][c] * kernel[a][b][c][f]
            }
          }
          return total + bias.data[f]
        }),
      ),
    ),
  )
  return toTensor(out, x)
}

export function conv2dBackward(dOut: Tensor, x: Tensor, filter: Tensor, options: Options) {
  const { images, top, left } = paddedImages(x, filter, options)
  const kernel = toImages(filter)
  const upstream = toImages(dOut)
  const [, H, W, C] = x.shape
  const [KH, KW, , F] = filter.shape
  const dPadded = empty([images.length, images[0].length, images[0][0].length, C])
  const dFilter = empty(filter.shape)
  const dBias = new Array<number>(F).fill(0)
  upstream.forEach((rows, n) =>
    rows.forEach((columns, i) =>
      columns.forEach((deltas, j) => {
        deltas.forEach((delta, f) => (dBias[f] += delta))
        for (let a = 0; a < KH; a++) {
          for (let b = 0; b < KW; b++) {
            const h = i * options.strides[0] + a
            const w = j * options.strides[1] + b
            for (let c = 0; c < C; c++) {
              for (let f = 0; f < F; f++) {
                dPadded[n][h][w][c] += kernel[a][b][c][f] * deltas[f]
                dFilter[a][b][c][f] += images[n][h][w][c] * deltas[f]
              }
            }
          }
        }
      }),
    ),
  )
  const dX = dPadded.map((image) => image.slice(top, top + H).map((row) => row.slice(left, left + W)))
  return { dX: toTensor(dX, x), dFilter: toTensor(dFilter, x), dBias: tensor(dBias, [F], x.dtype) }
}
