import { zerosLike, type Tensor } from 'grade-descent/student'

interface Elementwise {
  forward: (x: Tensor) => Tensor
  backward: (dOut: Tensor, x: Tensor) => Tensor
}

/**
 * Forward and backward of a function of one entry.
 *
 * @param derivative takes the input and the output
 */
export function elementwise(
  value: (x: number) => number,
  derivative: (x: number, output: number) => number,
): Elementwise {
  return {
    forward: (x) => ({ shape: x.shape, dtype: x.dtype, data: x.data.map((entry) => value(entry)) }),
    backward: (dOut, x) => ({
      shape: x.shape,
      dtype: x.dtype,
      data: x.data.map((entry, i) => dOut.data[i] * derivative(entry, value(entry))),
    }),
  }
}

/** Applies `transform` to the rows of the last axis of tensors of one shape, taken together. */
export function alongRows(tensors: readonly Tensor[], transform: (rows: number[][]) => number[]): Tensor {
  const result = zerosLike(tensors[0])
  const width = result.shape[result.shape.length - 1]
  for (let start = 0; start < result.data.length; start += width) {
    const rows = tensors.map((t) => [...t.data.subarray(start, start + width)])
    result.data.set(transform(rows), start)
  }
  return result
}
