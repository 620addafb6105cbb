import type { Random } from 'grade-descent/engine/random'
import { zeros, type Tensor } from 'grade-descent/engine/tensor'

// The large inputs are float32 numbers, so that an answer in float32 loses its precision check and no other.

/**
 * Entries up to +-1000: both ends and a steep place in every case, the rest from the flat, the steep and the overflowing
 * ranges.
 */
export function drawExtreme(random: Random, shape: readonly number[]): Tensor {
  const x = zeros(shape, 'float64')
  const reach = [1, 40, 400, 1000]
  for (let index = 0; index < x.data.length; index++) {
    x.data[index] = Math.fround(random.uniform(-1, 1) * reach[random.integer(reach.length)])
  }
  const [highest, lowest, steep] = random.permutation(x.data.length)
  x.data[highest] = 1000
  x.data[lowest] = -1000
  x.data[steep] = Math.fround(random.uniform(-0.5, 0.5))
  return x
}

/**
 * Rows of three kinds in turn: near 1000, near -1000, and from one end to the other. Within the first two the entries lie
 * close together, so that the result is no trivial one.
 *
 * @param turn the kind of the first row; 0 or 1 where there is no other row
 */
export function drawExtremeRows(random: Random, shape: readonly number[], turn: number): Tensor {
  const x = zeros(shape, 'float64')
  const width = shape[shape.length - 1]
  for (let index = 0; index < x.data.length; index++) {
    const kind = (Math.floor(index / width) + turn) % 3
    const level = kind === 0 ? 997 : kind === 1 ? -997 : 997 * (random.integer(3) - 1)
    x.data[index] = Math.fround(level + random.uniform(-3, 3))
  }
  return x
}

/** Ordinary entries, about half of them replaced by 0 (or -0). The first is always 0. */
export function drawKinks(random: Random, shape: readonly number[]): Tensor {
  const x = zeros(shape, 'float64')
  for (let index = 1; index < x.data.length; index++) {
    const value = random.normal()
    x.data[index] = random.uniform() < 0.5 ? 0 * value : value
  }
  return x
}

/** Ordinary entries on a grid of 1/1024: adding a whole number to them rounds nothing, in float32 neither. */
export function drawOnGrid(random: Random, shape: readonly number[]): Tensor {
  const x = zeros(shape, 'float64')
  for (let index = 0; index < x.data.length; index++) x.data[index] = Math.round(random.normal(0, 1.5) * 1024) / 1024
  return x
}
