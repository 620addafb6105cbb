import type { Tensor } from 'grade-descent/student'

/** A function of the entries of several tensors of one shape. */
export function elementwise(run: (...values: number[]) => number, ...tensors: Tensor[]): Tensor {
  const [first] = tensors
  const data = first.data.map((_, index) => run(...tensors.map((t) => t.data[index])))
  return { shape: first.shape, dtype: first.dtype, data }
}
