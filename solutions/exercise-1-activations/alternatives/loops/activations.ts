import { zeros, type Tensor } from 'grade-descent/student'

// Everything spelled out in index loops over new tensors.

export function sigmoid(x: Tensor): Tensor {
  const out = zeros(x.shape, x.dtype)
  for (let i = 0; i < x.data.length; i++) {
    out.data[i] = 1 / (1 + Math.exp(-x.data[i]))
  }
  return out
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const dX = zeros(x.shape, x.dtype)
  for (let i = 0; i < x.data.length; i++) {
    const a = 1 / (1 + Math.exp(-x.data[i]))
    dX.data[i] = dOut.data[i] * a * (1 - a)
  }
  return dX
}

export function relu(x: Tensor): Tensor {
  const out = zeros(x.shape, x.dtype)
  for (let i = 0; i < x.data.length; i++) {
    if (x.data[i] > 0) out.data[i] = x.data[i]
  }
  return out
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  const dX = zeros(x.shape, x.dtype)
  for (let i = 0; i < x.data.length; i++) {
    if (x.data[i] > 0) dX.data[i] = dOut.data[i]
  }
  return dX
}

export function tanh(x: Tensor): Tensor {
  const out = zeros(x.shape, x.dtype)
  for (let i = 0; i < x.data.length; i++) {
    out.data[i] = Math.tanh(x.data[i])
  }
  return out
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  const dX = zeros(x.shape, x.dtype)
  for (let i = 0; i < x.data.length; i++) {
    const t = Math.tanh(x.data[i])
    dX.data[i] = dOut.data[i] * (1 + t) * (1 - t)
  }
  return dX
}

export function softmax(x: Tensor): Tensor {
  const out = zeros(x.shape, x.dtype)
  const classes = x.shape[x.shape.length - 1]
  const rows = x.data.length / classes
  for (let row = 0; row < rows; row++) {
    const offset = row * classes
    let largest = x.data[offset]
    for (let c = 1; c < classes; c++) {
      if (x.data[offset + c] > largest) largest = x.data[offset + c]
    }
    let total = 0
    for (let c = 0; c < classes; c++) total += Math.exp(x.data[offset + c] - largest)
    for (let c = 0; c < classes; c++) out.data[offset + c] = Math.exp(x.data[offset + c] - largest) / total
  }
  return out
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const dX = zeros(x.shape, x.dtype)
  const s = softmax(x)
  const classes = x.shape[x.shape.length - 1]
  for (let i = 0; i < dX.data.length; i++) {
    const offset = i - (i % classes)
    let common = 0
    for (let c = 0; c < classes; c++) common += dOut.data[offset + c] * s.data[offset + c]
    dX.data[i] = s.data[i] * (dOut.data[i] - common)
  }
  return dX
}
