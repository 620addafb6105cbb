import type { Tensor } from 'grade-descent/student'

// A backward usually follows its forward on the same numbers, so each costly forward remembers its last one. What is kept
// is compared number for number and copied out, so neither a changed argument nor a changed result can spoil the next call.

type Data = Tensor['data']

const logistic = remembered((x) => x.data.map((value) => 1 / (1 + Math.exp(-value))))
const hyperbolic = remembered((x) => x.data.map(Math.tanh))
const distribution = remembered((x) => {
  const data = x.data.slice()
  const classes = x.shape[x.shape.length - 1]
  for (let start = 0; start < data.length; start += classes) {
    const row = data.subarray(start, start + classes)
    const largest = Math.max(...row)
    row.set(row.map((value) => Math.exp(value - largest)))
    const total = row.reduce((sum, value) => sum + value, 0)
    row.set(row.map((value) => value / total))
  }
  return data
})

export function sigmoid(x: Tensor): Tensor {
  return like(x, logistic(x))
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = logistic(x)
  return like(
    x,
    dOut.data.map((value, i) => value * (a[i] - a[i] * a[i])),
  )
}

export function relu(x: Tensor): Tensor {
  return like(
    x,
    x.data.map((value) => Math.max(value, 0)),
  )
}

/** A mask of ones and zeros; times a negative dOut it gives -0, which equals 0. */
export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  const open = x.data.map((value) => Number(value > 0))
  return like(
    x,
    dOut.data.map((value, i) => value * open[i]),
  )
}

export function tanh(x: Tensor): Tensor {
  return like(x, hyperbolic(x))
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  const t = hyperbolic(x)
  return like(
    x,
    dOut.data.map((value, i) => value - value * t[i] * t[i]),
  )
}

export function softmax(x: Tensor): Tensor {
  return like(x, distribution(x))
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = distribution(x)
  const classes = x.shape[x.shape.length - 1]
  const common: number[] = new Array<number>(x.data.length / classes).fill(0)
  dOut.data.forEach((value, i) => {
    common[Math.floor(i / classes)] += value * s[i]
  })
  return like(
    x,
    dOut.data.map((value, i) => s[i] * (value - common[Math.floor(i / classes)])),
  )
}

function like(x: Tensor, data: Data): Tensor {
  return { shape: [...x.shape], dtype: x.dtype, data }
}

function remembered(compute: (x: Tensor) => Data): (x: Tensor) => Data {
  let last: { x: Tensor; result: Data } | null = null
  return (x) => {
    if (last === null || !sameNumbers(last.x, x)) {
      last = { x: { shape: [...x.shape], dtype: x.dtype, data: x.data.slice() }, result: compute(x) }
    }
    return last.result.slice()
  }
}

function sameNumbers(a: Tensor, b: Tensor): boolean {
  return (
    a.dtype === b.dtype && a.shape.join() === b.shape.join() && a.data.every((value, i) => Object.is(value, b.data[i]))
  )
}
