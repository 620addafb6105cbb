import { add, div, exp, greater, max, maximum, mul, neg, sub, sum, where, type Tensor } from 'grade-descent/student'

// Whole tensors at a time, with the kit's primitives alone.

export function sigmoid(x: Tensor): Tensor {
  const denominator = add(exp(neg(x)), 1)
  return div(1, denominator)
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = sigmoid(x)
  return mul(mul(dOut, a), sub(1, a))
}

export function relu(x: Tensor): Tensor {
  return maximum(x, 0)
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return where(greater(x, 0), dOut, 0)
}

export function tanh(x: Tensor): Tensor {
  return sub(mul(2, sigmoid(mul(2, x))), 1)
}

export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  const t = tanh(x)
  return sub(dOut, mul(dOut, mul(t, t)))
}

export function softmax(x: Tensor): Tensor {
  const shifted = sub(x, max(x, -1, true))
  const exponentials = exp(shifted)
  return div(exponentials, sum(exponentials, -1, true))
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = softmax(x)
  const weighted = mul(s, dOut)
  return sub(weighted, mul(s, sum(weighted, -1, true)))
}
