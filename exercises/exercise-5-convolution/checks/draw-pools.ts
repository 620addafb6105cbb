import { drawUpstream } from 'grade-descent/checks/draw'
import { maxPool2d } from 'grade-descent/engine/ops/max-pool2d'
import type { Random } from 'grade-descent/engine/random'
import { zeros, type Tensor } from 'grade-descent/engine/tensor'

export type PoolOptions = { poolSize: readonly [number, number]; strides: readonly [number, number] }
export type PoolCase = [x: Tensor, options: PoolOptions]
export type PoolBackwardCase = [dOut: Tensor, x: Tensor, options: PoolOptions]

interface Geometry {
  /** [N, H, W, C] */
  x: readonly [number, number, number, number]
  poolSize: readonly [number, number]
  strides: readonly [number, number]
}

/** Windows side by side: 2x2, unequal sides, a rest left over. */
const sideBySide: readonly Geometry[] = [
  { x: [2, 6, 4, 3], poolSize: [2, 2], strides: [2, 2] },
  { x: [1, 7, 5, 2], poolSize: [2, 2], strides: [2, 2] },
  { x: [2, 5, 8, 1], poolSize: [2, 3], strides: [2, 3] },
  { x: [3, 6, 5, 2], poolSize: [3, 2], strides: [3, 2] },
  { x: [1, 4, 6, 5], poolSize: [2, 3], strides: [2, 3] },
]

/** Windows that overlap, unequal strides, and windows with gaps between them. */
const strided: readonly Geometry[] = [
  { x: [2, 5, 7, 3], poolSize: [3, 3], strides: [2, 2] },
  { x: [1, 6, 5, 2], poolSize: [2, 2], strides: [1, 1] },
  { x: [2, 8, 7, 1], poolSize: [2, 2], strides: [3, 2] },
  { x: [1, 7, 9, 3], poolSize: [3, 2], strides: [1, 3] },
]

export const geometries = { sideBySide, strided }

export type Kind = keyof typeof geometries

/** The case of a kind in which every number is negative. */
export const negativeCase = 1

/** How many cases there are of a kind, and how each is drawn: all entries at least 0.02 apart, one case all negative. */
export function pools(kind: Kind): { cases: number; draw(random: Random, index: number): PoolCase } {
  return {
    cases: geometries[kind].length,
    draw(random, index) {
      const { x, poolSize, strides } = geometries[kind][index]
      return [drawDistinct(random, x, index === negativeCase), { poolSize, strides }]
    },
  }
}

/**
 * Windows with ties: images all 0, as a ReLU leaves them; checkerboards, where the first in row order is not the first in
 * column order; entries of 0, 1 and 2 at random.
 */
export const ties: { cases: number; draw(random: Random, index: number): PoolCase } = {
  cases: 4,
  draw(random, index) {
    const { x, poolSize, strides } = sideBySide[index]
    return [drawTied(random, x, index), { poolSize, strides }]
  },
}

/** The arguments of a pool's backward for a drawn case. */
export function withUpstream(
  draw: (random: Random, index: number) => PoolCase,
): (random: Random, index: number) => PoolBackwardCase {
  return (random, index) => {
    const [x, options] = draw(random, index)
    return [drawUpstream(random, maxPool2d(x, options).shape), x, options]
  }
}

function drawDistinct(random: Random, shape: readonly number[], negative: boolean): Tensor {
  const x = zeros(shape, 'float64')
  const count = x.data.length
  const order = random.permutation(count)
  const middle = negative ? count + 1 : count / 2
  for (let index = 0; index < count; index++) x.data[index] = (order[index] - middle) * 0.05 + random.uniform(0, 0.03)
  return x
}

function drawTied(random: Random, shape: readonly number[], index: number): Tensor {
  const x = zeros(shape, 'float64')
  const [, , width, channels] = shape
  for (let position = 0; position < x.data.length; position++) {
    const column = Math.floor(position / channels) % width
    const row = Math.floor(position / (channels * width))
    if (index === 1) x.data[position] = (row + column) % 2
    if (index > 1) x.data[position] = random.integer(3)
  }
  return x
}
