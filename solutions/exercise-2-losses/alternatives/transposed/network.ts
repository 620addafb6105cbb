// Columns of samples: (W^T x^T + b)^T; the weights drawn as [fanOut, fanIn] and turned.
import { add, matMul, mul, greater, reshape, transpose, zeros, type Random, type Tensor } from 'grade-descent/student'

interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

function turned(fanIn: number, fanOut: number, draw: () => number): Tensor {
  const rows = zeros([fanOut, fanIn])
  rows.data.forEach((_, at) => {
    rows.data[at] = draw()
  })
  return transpose(rows)
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const variance = 2 / (fanIn + fanOut)
  const limit = Math.sqrt(3 * variance)
  return turned(fanIn, fanOut, () => limit * (2 * random.uniform() - 1))
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  return turned(fanIn, fanOut, () => Math.sqrt(2 / fanIn) * random.normal(0, 1))
}

export function dense(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  const columns = matMul(weights, x, true, true)
  return transpose(add(columns, reshape(bias, [bias.data.length, 1])))
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  let z = dense(x, layers[0])
  for (let l = 1; l < layers.length; l++) z = dense(mul(z, greater(z, 0)), layers[l])
  return z
}
