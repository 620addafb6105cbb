import { tensor, type Tensor } from 'grade-descent/student'

export type Matrix = number[][]

export function rows(t: Tensor): Matrix {
  const [height, width] = t.shape.length === 1 ? [1, t.shape[0]] : t.shape
  return Array.from({ length: height }, (_, row) => Array.from(t.data.slice(row * width, (row + 1) * width)))
}

export function toTensor(matrix: Matrix, like: Tensor): Tensor {
  return tensor(matrix.flat(), [matrix.length, matrix[0].length], like.dtype)
}

export function turned(matrix: Matrix): Matrix {
  return matrix[0].map((_, column) => matrix.map((row) => row[column]))
}

export function product(left: Matrix, right: Matrix): Matrix {
  const columns = turned(right)
  return left.map((row) => columns.map((column) => row.reduce((total, value, k) => total + value * column[k], 0)))
}

/** Entry by entry, of matrices of one shape. */
export function combine(f: (...entries: number[]) => number, first: Matrix, ...others: Matrix[]): Matrix {
  return first.map((row, n) => row.map((value, k) => f(value, ...others.map((other) => other[n][k]))))
}

export const plus = (left: Matrix, right: Matrix): Matrix => combine((a, b) => a + b, left, right)
