import type { Random } from '../random.ts'
import { allocate, sizeOf, type Tensor } from '../tensor.ts'
import { expectWeightShape } from './initializer.ts'

/**
 * float32 weights whose rows or columns, whichever are fewer, have length 1 and are at right angles to each other; uniformly
 * distributed among such (Saxe, McClelland and Ganguli, 2014). All axes but the last count as rows. For recurrent weights.
 *
 * @param shape [fanIn, fanOut] unless told
 * @throws ArgumentError when the shape is none
 */
export function orthogonal(
  random: Random,
  fanIn: number,
  fanOut: number,
  shape: readonly number[] = [fanIn, fanOut],
): Tensor {
  expectWeightShape('orthogonal', shape)
  const columns = shape[shape.length - 1] ?? 1
  const rows = sizeOf(shape) / columns
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)]
  const vectors = orthonormal(random, count, length)
  const data = allocate('float32', rows * columns).map((_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns]
    return rows < columns ? vectors[row][column] : vectors[column][row]
  })
  return { shape: [...shape], dtype: 'float32', data }
}

/** `count` vectors: normal draws, each freed of its part along those before it (Gram and Schmidt) and brought to length 1. */
function orthonormal(random: Random, count: number, length: number): Float64Array[] {
  const vectors: Float64Array[] = []
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal())
    // Twice, because the first pass leaves rounding errors of the size of what it took away.
    for (const other of [...vectors, ...vectors]) subtractAlong(vector, other)
    const norm = Math.sqrt(dot(vector, vector))
    vectors.push(vector.map((value) => value / norm))
  }
  return vectors
}

function subtractAlong(vector: Float64Array, direction: Float64Array): void {
  const part = dot(vector, direction)
  for (let index = 0; index < vector.length; index++) vector[index] -= part * direction[index]
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0
  for (let index = 0; index < a.length; index++) total += a[index] * b[index]
  return total
}
