import { tensor, type Tensor } from 'grade-descent/student'

// Nested arrays row by row, branches where others use algebra, and the softmax's Jacobian written out.

export function sigmoid(x: Tensor): Tensor {
  return like(x, Array.from(x.data, logistic))
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  return like(
    x,
    Array.from(x.data, (value, i) => dOut.data[i] * logistic(value) * logistic(-value)),
  )
}

export function relu(x: Tensor): Tensor {
  return like(
    x,
    Array.from(x.data, (value) => {
      if (value <= 0) return 0
      return value
    }),
  )
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return like(
    x,
    Array.from(dOut.data, (value, i) => {
      if (x.data[i] <= 0) return 0
      return value
    }),
  )
}

/** With |x| the exponential only ever shrinks; expm1 keeps small entries exact. */
export function tanh(x: Tensor): Tensor {
  return like(
    x,
    Array.from(x.data, (value) => {
      const shrunk = Math.expm1(-2 * Math.abs(value))
      return (Math.sign(value) * -shrunk) / (shrunk + 2)
    }),
  )
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  const t = tanh(x)
  return like(
    x,
    Array.from(dOut.data, (value, i) => value * (1 - t.data[i] * t.data[i])),
  )
}

export function softmax(x: Tensor): Tensor {
  return like(x, rowsOf(x).flatMap(distribution))
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const upstream = rowsOf(dOut)
  return like(
    x,
    rowsOf(x).flatMap((row, r) => {
      const jacobian = jacobianOf(distribution(row))
      return row.map((_, j) => jacobian.reduce((sum, derivatives, i) => sum + upstream[r][i] * derivatives[j], 0))
    }),
  )
}

function logistic(value: number): number {
  if (value >= 0) return 1 / (1 + Math.exp(-value))
  const power = Math.exp(value)
  return power / (1 + power)
}

function distribution(row: readonly number[]): number[] {
  const largest = Math.max(...row)
  const powers = row.map((value) => Math.exp(value - largest))
  const total = powers.reduce((sum, value) => sum + value, 0)
  return powers.map((value) => value / total)
}

/** Entry [i][j]: the derivative of output i by input j. */
function jacobianOf(s: readonly number[]): number[][] {
  return s.map((si, i) => s.map((sj, j) => si * ((i === j ? 1 : 0) - sj)))
}

function rowsOf(x: Tensor): number[][] {
  const width = x.shape[x.shape.length - 1]
  return Array.from({ length: x.data.length / width }, (_, row) => [...x.data.slice(row * width, (row + 1) * width)])
}

function like(x: Tensor, values: readonly number[]): Tensor {
  return tensor(values, x.shape, x.dtype)
}
