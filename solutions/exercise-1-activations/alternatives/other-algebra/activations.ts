import { zerosLike, type Tensor } from 'grade-descent/student'

// Other formulas for the same functions. Each keeps float64's absolute accuracy and is finite at +-1000.

/** (1 + tanh(x / 2)) / 2 */
export function sigmoid(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => 0.5 * (1 + Math.tanh(0.5 * value))) }
}

/** sigmoid(x) * sigmoid(-x): needs no 1 - a. */
export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  return {
    ...x,
    data: x.data.map((value, i) => dOut.data[i] / ((1 + Math.exp(-value)) * (1 + Math.exp(value)))),
  }
}

/** (x + |x|) / 2 */
export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => (value + Math.abs(value)) / 2) }
}

/** A step times dOut; where dOut is negative the closed gate gives -0, which equals 0. */
export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value, i) => dOut.data[i] * Math.max(0, Math.sign(value))) }
}

/** 2 sigmoid(2 x) - 1 */
export function tanh(x: Tensor): Tensor {
  return { ...x, data: x.data.map((value) => 2 / (1 + Math.exp(-2 * value)) - 1) }
}

/** 1 / cosh(x)²: cosh is Infinity far out, and the quotient 0. */
export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: x.data.map((value, i) => dOut.data[i] / Math.cosh(value) ** 2) }
}

/** exp(x - logSumExp(x)) */
export function softmax(x: Tensor): Tensor {
  const width = x.shape[x.shape.length - 1]
  const result = zerosLike(x)
  for (let start = 0; start < x.data.length; start += width) {
    const row = x.data.slice(start, start + width)
    const logTotal = logSumExp([...row])
    result.data.set(
      row.map((value) => Math.exp(value - logTotal)),
      start,
    )
  }
  return result
}

/** s * dOut - s * (s . dOut) */
export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const width = x.shape[x.shape.length - 1]
  const s = softmax(x).data
  const weighted = Float64Array.from(s, (value, i) => value * dOut.data[i])
  const dX = x.data.map((_, i) => {
    const start = i - (i % width)
    const common = weighted.subarray(start, start + width).reduce((sum, value) => sum + value, 0)
    return weighted[i] - s[i] * common
  })
  return { ...x, data: dX }
}

function logSumExp(values: readonly number[]): number {
  const largest = Math.max(...values)
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0))
}
