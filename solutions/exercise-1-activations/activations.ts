import { zerosLike, type Tensor } from 'grade-descent/student'

/** Logistic sigmoid. Far out exp(-x) is Infinity or 0, and the quotient still 0 or 1. */
export function sigmoid(x: Tensor): Tensor {
  return mapped(x, (value) => 1 / (1 + Math.exp(-value)))
}

/** dOut * a * (1 - a), a being the output. */
export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = sigmoid(x).data
  return mapped(dOut, (upstream, index) => upstream * a[index] * (1 - a[index]))
}

/** The larger of 0 and x. */
export function relu(x: Tensor): Tensor {
  return mapped(x, (value) => (value > 0 ? value : 0))
}

/** dOut where x > 0; 0 at the kink. */
export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return mapped(dOut, (upstream, index) => (x.data[index] > 0 ? upstream : 0))
}

/** Hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return mapped(x, Math.tanh)
}

/** dOut * (1 - t²), t being the output. */
export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  const t = tanh(x).data
  return mapped(dOut, (upstream, index) => upstream * (1 - t[index] ** 2))
}

/** Softmax over the last axis, each row shifted by its largest entry so that no exponential overflows. */
export function softmax(x: Tensor): Tensor {
  const result = zerosLike(x)
  forEachRow(x, (start, end) => {
    const row = x.data.subarray(start, end)
    const largest = row.reduce((max, value) => Math.max(max, value), -Infinity)
    const exponentials = row.map((value) => Math.exp(value - largest))
    const total = exponentials.reduce((sum, value) => sum + value, 0)
    result.data.set(
      exponentials.map((value) => value / total),
      start,
    )
  })
  return result
}

/** s * (dOut - sum(dOut * s)) along the last axis: the Jacobian times dOut without building the Jacobian. */
export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = softmax(x).data
  const result = zerosLike(x)
  forEachRow(x, (start, end) => {
    let common = 0
    for (let index = start; index < end; index++) common += dOut.data[index] * s[index]
    for (let index = start; index < end; index++) result.data[index] = s[index] * (dOut.data[index] - common)
  })
  return result
}

function mapped(x: Tensor, transform: (value: number, index: number) => number): Tensor {
  return { shape: x.shape, dtype: x.dtype, data: x.data.map(transform) }
}

/** Visits the rows of the last axis as ranges of the flat data. */
function forEachRow(x: Tensor, visit: (start: number, end: number) => void): void {
  const width = x.shape[x.shape.length - 1]
  for (let start = 0; start < x.data.length; start += width) visit(start, start + width)
}
