import type { Tensor, TensorData } from '../../reference-engine/tensor.ts'

/** Step of a central difference at x: 1e-5 times the larger of 1 and |x|. */
export function stepAt(x: number): number {
  return 1e-5 * Math.max(1, Math.abs(x))
}

/**
 * Central difference of a function of one entry, divided by the difference that was really taken (x + h and x - h are rounded).
 *
 * @param outputAt gives the function's outputs, flat, while the entry holds the value
 * @param upstream weights of the outputs; the result is the derivative of their weighted sum
 */
export function centralDifference(
  outputAt: (x: number) => ArrayLike<number>,
  upstream: ArrayLike<number>,
  x: number,
  step: number,
): number {
  const above = x + step
  const below = x - step
  const outputAbove = Array.from(outputAt(above))
  const outputBelow = outputAt(below)
  let difference = 0
  for (let index = 0; index < upstream.length; index++) {
    difference += upstream[index] * (outputAbove[index] - outputBelow[index])
  }
  return difference / (above - below)
}

/** Numeric derivative by one entry of a tensor, which is put back afterwards. */
export function entryGradient(
  output: () => ArrayLike<number>,
  upstream: ArrayLike<number>,
  variable: TensorData,
  index: number,
  step: number,
): number {
  const x = variable[index]
  try {
    return centralDifference(
      (value) => {
        variable[index] = value
        return output()
      },
      upstream,
      x,
      step,
    )
  } finally {
    variable[index] = x
  }
}

/**
 * Gradient of `sum(upstream * f(x))` by every entry of x, by central differences in float64.
 *
 * @param f may keep nothing of its argument: the same tensor is handed in, changed by one entry a call
 * @param upstream flat, one weight an output; default: all ones (a plain sum hides errors: give random ones)
 */
export function numericGradient(
  f: (x: Tensor) => Tensor | number,
  x: Tensor,
  upstream: ArrayLike<number> = Array.from(flat(f(x)), () => 1),
): Float64Array {
  const data = Float64Array.from(x.data)
  const variable: Tensor = { shape: x.shape, dtype: 'float64', data: data as TensorData }
  return Float64Array.from(data, (value, index) =>
    entryGradient(() => flat(f(variable)), upstream, variable.data, index, stepAt(value)),
  )
}

/** The numbers of a tensor, or of a plain number. */
export function flat(output: Tensor | number): ArrayLike<number> {
  return typeof output === 'number' ? [output] : output.data
}
