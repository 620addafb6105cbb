// Column after column; the normal numbers by the method of Box and Muller.
import { zeros, type Random, type Tensor } from 'grade-descent/student'

export interface DenseParameters {
  weights: Tensor
  bias: Tensor
}

export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  const weights = zeros([fanIn, fanOut])
  const limit = Math.sqrt(6) / Math.sqrt(fanIn + fanOut)
  for (let o = 0; o < fanOut; o++) {
    for (let i = 0; i < fanIn; i++) weights.data[i * fanOut + o] = (random.uniform() * 2 - 1) * limit
  }
  return weights
}

export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  const weights = zeros([fanIn, fanOut])
  for (let o = 0; o < fanOut; o++) {
    for (let i = 0; i < fanIn; i++) {
      const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()))
      weights.data[i * fanOut + o] = radius * Math.sin(2 * Math.PI * random.uniform()) * Math.sqrt(2 / fanIn)
    }
  }
  return weights
}

export function dense(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  const [batch, inputs] = x.shape
  const outputs = bias.shape[0]
  const y = zeros([batch, outputs], x.dtype)
  for (let n = 0; n < batch; n++) {
    for (let o = 0; o < outputs; o++) {
      let total = bias.data[o]
      for (let i = 0; i < inputs; i++) total += x.data[n * inputs + i] * weights.data[i * outputs + o]
      y.data[n * outputs + o] = total
    }
  }
  return y
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  let a = x
  for (let l = 0; l < layers.length; l++) {
    a = dense(a, layers[l])
    if (l === layers.length - 1) break
    for (let k = 0; k < a.data.length; k++) if (a.data[k] < 0) a.data[k] = 0
  }
  return a
}
