import { tensor, type Tensor } from 'grade-descent/student'

export function rowsOf(t: Tensor): number[][] {
  const width = t.shape[t.shape.length - 1]
  const count = t.data.length / width
  return Array.from({ length: count }, (_, row) => Array.from(t.data.slice(row * width, (row + 1) * width)))
}

export function totalOf(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0)
}

export function argMaxOf(row: readonly number[]): number {
  return row.indexOf(Math.max(...row))
}

export function like(t: Tensor, rows: readonly number[][]): Tensor {
  return tensor(rows, t.shape, t.dtype)
}
