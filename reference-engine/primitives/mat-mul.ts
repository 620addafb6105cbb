import { expectTensor, formatShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import { allocate, sizeOf, type Tensor } from '../tensor.ts'
import { broadcastShape, broadcastTo } from './broadcast.ts'
import { resultType } from './result-type.ts'

/**
 * Matrix product over the last two axes: [..., M, K] times [..., K, N] gives [..., M, N]; the leading axes broadcast.
 * `transposeA` and `transposeB` read an operand with its last two axes swapped. Products are summed in double precision.
 *
 * @throws ShapeError when an operand has fewer than two axes or the shapes don't fit
 */
export function matMul(a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor {
  const [rows, inner] = matrixShape('a', a, transposeA)
  const [innerB, columns] = matrixShape('b', b, transposeB)
  if (inner !== innerB) throw innerMisfit(inner, a, transposeA, b, transposeB)
  const leading = broadcastShape('matMul', 'b', a.shape.slice(0, -2), b.shape.slice(0, -2))
  const stretchedA = broadcastTo(a, [...leading, ...a.shape.slice(-2)])
  const stretchedB = broadcastTo(b, [...leading, ...b.shape.slice(-2)])
  const dtype = resultType(a, b)
  const data = allocate(dtype, sizeOf(leading) * rows * columns)
  const product = new Float64Array(rows * columns)
  for (let matrix = 0; matrix < sizeOf(leading); matrix++) {
    const left = readMatrix(stretchedA, matrix, transposeA)
    const right = readMatrix(stretchedB, matrix, transposeB)
    multiply(left, right, product, rows, inner, columns)
    data.set(product, matrix * rows * columns)
  }
  return { shape: [...leading, rows, columns], dtype, data }
}

/**
 * product = left times right, all row-major. Each row of the product is a sum of rows of `right`, so that the innermost loop
 * runs through memory in order; four of them at a time, so that the product is read and written less often.
 */
function multiply(
  left: Float64Array,
  right: Float64Array,
  product: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  product.fill(0)
  const fours = inner - (inner % 4)
  for (let row = 0; row < rows; row++) {
    const to = row * columns
    const from = row * inner
    for (let k = 0; k < fours; k += 4) {
      const l0 = left[from + k]
      const l1 = left[from + k + 1]
      const l2 = left[from + k + 2]
      const l3 = left[from + k + 3]
      const r0 = k * columns
      const r1 = r0 + columns
      const r2 = r1 + columns
      const r3 = r2 + columns
      for (let j = 0; j < columns; j++) {
        product[to + j] += l0 * right[r0 + j] + l1 * right[r1 + j] + l2 * right[r2 + j] + l3 * right[r3 + j]
      }
    }
    for (let k = fours; k < inner; k++) {
      const l0 = left[from + k]
      const r0 = k * columns
      for (let j = 0; j < columns; j++) product[to + j] += l0 * right[r0 + j]
    }
  }
}

/** One matrix of a stack in double precision, transposed if asked, so that `multiply` meets a single kind of array. */
function readMatrix(t: Tensor, matrix: number, transposed: boolean): Float64Array {
  const [rows, columns] = t.shape.slice(-2)
  const start = matrix * rows * columns
  const entries = t.data.subarray(start, start + rows * columns)
  const ordered = entries instanceof Float64Array ? entries : new Float64Array(entries)
  if (!transposed) return ordered
  const result = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = ordered[row * columns + column]
  }
  return result
}

function matrixShape(argument: string, t: Tensor, transposed: boolean): [number, number] {
  expectTensor('matMul', argument, t)
  if (t.shape.length < 2) {
    throw new ShapeError('matMul', argument, 'a matrix or a stack of them (rank 2 or more)', formatShape(t.shape))
  }
  const [rows, columns] = t.shape.slice(-2)
  return transposed ? [columns, rows] : [rows, columns]
}

function innerMisfit(inner: number, a: Tensor, transposeA: boolean, b: Tensor, transposeB: boolean): ShapeError {
  const shapeA = `${formatShape(a.shape)}${transposeA ? ' transposed' : ''}`
  const expected = `of ${inner} ${transposeB ? 'columns (it is transposed)' : 'rows'}, to follow a of shape ${shapeA}`
  return new ShapeError('matMul', 'b', expected, formatShape(b.shape))
}
