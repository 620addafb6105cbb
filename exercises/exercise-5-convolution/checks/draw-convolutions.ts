import { drawTensor, drawUpstream } from 'grade-descent/checks/draw'
import { conv2d } from 'grade-descent/engine/ops/conv2d'
import type { Random } from 'grade-descent/engine/random'
import type { DType, Tensor } from 'grade-descent/engine/tensor'

export type Options = { strides: readonly [number, number]; padding: 'valid' | 'same' }
export type ConvolutionCase = [x: Tensor, filter: Tensor, bias: Tensor, options: Options]
export type ConvolutionBackwardCase = [dOut: Tensor, x: Tensor, filter: Tensor, options: Options]

/** Everything about a case but its numbers. */
interface Geometry {
  /** [N, H, W, C] */
  x: readonly [number, number, number, number]
  /** [KH, KW, C, F] */
  filter: readonly [number, number, number, number]
  strides: readonly [number, number]
  padding: 'valid' | 'same'
}

/** No stride, no padding: kernels of 3x3, 2x2, 1x1 and unequal sides. */
const plain: readonly Geometry[] = [
  { x: [2, 5, 7, 3], filter: [3, 3, 3, 5], strides: [1, 1], padding: 'valid' },
  { x: [1, 6, 4, 5], filter: [2, 2, 5, 3], strides: [1, 1], padding: 'valid' },
  { x: [3, 4, 5, 2], filter: [1, 1, 2, 7], strides: [1, 1], padding: 'valid' },
  { x: [2, 7, 5, 1], filter: [2, 3, 1, 3], strides: [1, 1], padding: 'valid' },
]

/** Strides of 1 to 3, unequal ones, larger than the kernel, and windows that leave a rest over. */
const strided: readonly Geometry[] = [
  { x: [2, 8, 9, 3], filter: [3, 3, 3, 5], strides: [2, 2], padding: 'valid' },
  { x: [1, 7, 9, 2], filter: [2, 2, 2, 3], strides: [3, 3], padding: 'valid' },
  { x: [2, 9, 7, 3], filter: [3, 2, 3, 2], strides: [1, 2], padding: 'valid' },
  { x: [3, 6, 7, 1], filter: [1, 1, 1, 3], strides: [2, 3], padding: 'valid' },
  { x: [1, 9, 5, 2], filter: [3, 3, 2, 3], strides: [3, 1], padding: 'valid' },
]

/**
 * Padding: as much on both sides; more at the end, for an even kernel and for a stride; none because the stride leaves
 * pixels out; a kernel nearly as large as the image.
 */
const padded: readonly Geometry[] = [
  { x: [2, 5, 7, 3], filter: [3, 3, 3, 5], strides: [1, 1], padding: 'same' },
  { x: [1, 6, 5, 2], filter: [2, 2, 2, 3], strides: [1, 1], padding: 'same' },
  { x: [2, 7, 6, 3], filter: [3, 3, 3, 2], strides: [2, 2], padding: 'same' },
  { x: [3, 8, 5, 1], filter: [2, 3, 1, 3], strides: [3, 2], padding: 'same' },
  { x: [1, 7, 8, 3], filter: [1, 1, 3, 2], strides: [2, 3], padding: 'same' },
  { x: [2, 3, 4, 2], filter: [3, 3, 2, 3], strides: [1, 1], padding: 'same' },
]

/** Large enough that the work itself counts, on an image so large that going over all of it for each pixel shows. */
const large: Geometry = { x: [2, 40, 40, 8], filter: [3, 3, 8, 8], strides: [1, 1], padding: 'same' }

export const geometries = { plain, strided, padded }

export type Kind = keyof typeof geometries

/** How many cases there are of a kind, and how each is drawn. */
export function convolutions(kind: Kind): {
  cases: number
  draw(random: Random, index: number): ConvolutionCase
} {
  return {
    cases: geometries[kind].length,
    draw: (random, index) => drawConvolution(random, geometries[kind][index]),
  }
}

export function drawLargeConvolution(random: Random): ConvolutionCase {
  return drawConvolution(random, large, 'float32')
}

/** The arguments of the backward for a drawn convolution, with an upstream gradient of the right shape. */
export function withUpstream(
  draw: (random: Random, index: number) => ConvolutionCase,
): (random: Random, index: number) => ConvolutionBackwardCase {
  return (random, index) => {
    const [x, filter, bias, options] = draw(random, index)
    const { shape } = conv2d(x, filter, bias, options)
    const dOut = x.dtype === 'float64' ? drawUpstream(random, shape) : drawTensor(random, shape, { dtype: x.dtype })
    return [dOut, x, filter, options]
  }
}

function drawConvolution(
  random: Random,
  { x, filter, strides, padding }: Geometry,
  dtype: DType = 'float64',
): ConvolutionCase {
  const [height, width, channels, filters] = filter
  const scale = 1 / Math.sqrt(height * width * channels)
  return [
    drawTensor(random, x, { dtype }),
    drawTensor(random, filter, { scale, dtype }),
    drawBias(random, filters, dtype),
    { strides, padding },
  ]
}

/** Biases that no rounding hides: none is near 0. */
function drawBias(random: Random, filters: number, dtype: DType): Tensor {
  return drawTensor(random, [filters], { awayFromZero: 0.5, dtype })
}
